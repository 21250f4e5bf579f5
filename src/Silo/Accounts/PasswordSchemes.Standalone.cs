using XelaConnect.Silo.Hosting;

namespace XelaConnect.Silo.Accounts;

/// <summary>The schemes of the standalone build: what the framework brings. Hashes that the full build made cannot be checked, and sign-in says so.</summary>
internal static class PasswordSchemes
{
    /// <summary>The first one makes new hashes.</summary>
    public static IReadOnlyList<IPasswordScheme> Of(SiloSettings settings) => [new Pbkdf2Scheme(settings.Pbkdf2Iterations)];
}
