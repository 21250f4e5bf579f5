using XelaConnect.Grains.Accounts;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>A form of password hash that accounts may hold. Its hashes carry salt and cost; <see cref="Passwords"/> puts the scheme's name before them.</summary>
internal interface IPasswordScheme
{
    /// <summary>What stored hashes of this scheme begin with. In stored bytes, so never changed and never given to another scheme.</summary>
    string Name { get; }

    /// <summary>Whether the password is the hash's; <see cref="PasswordCheck.Outdated"/> when it is, and the hash was made at a lower cost than today's.</summary>
    PasswordCheck Verify(string password, string hash);
}

/// <summary>The scheme that makes new hashes.</summary>
internal interface ICurrentPasswordScheme : IPasswordScheme
{
    /// <summary>A new hash, without the name, at today's cost.</summary>
    string Hash(string password);
}
