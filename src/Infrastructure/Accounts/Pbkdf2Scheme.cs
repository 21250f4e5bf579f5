using Microsoft.AspNetCore.Identity;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// PBKDF2 in the third format of ASP.NET Core, as versions before bcrypt stored it. Hashes are only checked; a sign-in
/// replaces them.
/// </summary>
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
