using Microsoft.AspNetCore.Identity;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// PBKDF2 in the third format of ASP.NET Core's own hasher, as versions without bcrypt stored it. Such hashes are only read: a sign-in replaces them.
/// </summary>
internal sealed class Pbkdf2Scheme : IPasswordScheme
{
    // The hasher is made for a class of users and looks at none of them.
    private const string NoUser = "";

    private readonly PasswordHasher<string> hasher = new();

    public string Name => "pbkdf2-v3";

    public PasswordCheck Verify(string password, string hash) =>
        hasher.VerifyHashedPassword(NoUser, hash, password) is PasswordVerificationResult.Failed ? PasswordCheck.Wrong : PasswordCheck.Outdated;
}
