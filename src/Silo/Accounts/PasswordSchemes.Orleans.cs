using XelaConnect.Silo.Hosting;

namespace XelaConnect.Silo.Accounts;

/// <summary>The schemes of the full build: bcrypt makes new hashes; those of the standalone build are checked too, and replaced at the next sign-in.</summary>
internal static class PasswordSchemes
{
    /// <summary>The first one makes new hashes.</summary>
    public static IReadOnlyList<IPasswordScheme> Of(SiloSettings settings) => [new BcryptScheme(settings.BcryptCost), new Pbkdf2Scheme(settings.Pbkdf2Iterations)];
}
