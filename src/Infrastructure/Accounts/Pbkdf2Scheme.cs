using Microsoft.AspNetCore.Identity;

namespace XelaConnect.Infrastructure.Accounts;

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
