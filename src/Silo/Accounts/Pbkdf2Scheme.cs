using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Silo.Accounts;

/// <summary>PBKDF2 with HMAC-SHA512 in the third format of ASP.NET Core's own hasher, which comes with the framework: every build has it.</summary>
/// <param name="iterations">How often the function is applied.</param>
internal sealed class Pbkdf2Scheme(int iterations) : IPasswordScheme
{
    // The hasher is made for a class of users and looks at none of them.
    private const string Nobody = "";

    private readonly PasswordHasher<string> hasher = new(Options.Create(new PasswordHasherOptions
    {
        CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV3,
        IterationCount = iterations,
    }));

    public string Name => "pbkdf2-v3";

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    public PasswordCheck Verify(string password, string hash) => hasher.VerifyHashedPassword(Nobody, hash, password) switch
    {
        PasswordVerificationResult.Success => PasswordCheck.Right,
        PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.Outdated,
        _ => PasswordCheck.Wrong,
    };
}
