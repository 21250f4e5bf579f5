namespace XelaConnect.Infrastructure.Accounts;

/// <summary>A hash contains salt and cost; <see cref="Passwords"/> adds the name of the scheme.</summary>
internal interface IPasswordScheme
{
    /// <summary>Prefix of stored hashes. Never changed and never reused.</summary>
    string Name { get; }

    /// <summary>Outdated: right, and the hash has a lower cost than the current one.</summary>
    PasswordCheck Verify(string password, string hash);
}

/// <summary>The scheme of new hashes.</summary>
internal interface ICurrentPasswordScheme : IPasswordScheme
{
    string Hash(string password);
}
