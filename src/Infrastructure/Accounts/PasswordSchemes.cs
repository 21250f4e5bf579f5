using BCrypt.Net;
using Microsoft.AspNetCore.Identity;
using Bcrypt = BCrypt.Net.BCrypt;

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

/// <summary>bcrypt over SHA-384, so that no password is cut at 72 bytes.</summary>
internal sealed class BcryptScheme(int cost) : ICurrentPasswordScheme
{
    public string Name => "bcrypt-sha384";

    public string Hash(string password) => Bcrypt.EnhancedHashPassword(password, cost, HashType.SHA384);

    public PasswordCheck Verify(string password, string hash) =>
        !Bcrypt.EnhancedVerify(password, hash, HashType.SHA384) ? PasswordCheck.Wrong
        : Bcrypt.PasswordNeedsRehash(hash, cost) ? PasswordCheck.Outdated
        : PasswordCheck.Right;
}

/// <summary>PBKDF2 in ASP.NET Core's third format, stored before bcrypt. Only checked; a sign-in replaces it.</summary>
internal sealed class Pbkdf2Scheme : IPasswordScheme
{
    // The hasher does not use the user.
    private const string NoUser = "";

    private readonly PasswordHasher<string> hasher = new();

    public string Name => "pbkdf2-v3";

    public PasswordCheck Verify(string password, string hash) =>
        hasher.VerifyHashedPassword(NoUser, hash, password) is PasswordVerificationResult.Failed
            ? PasswordCheck.Wrong
            : PasswordCheck.Outdated;
}
