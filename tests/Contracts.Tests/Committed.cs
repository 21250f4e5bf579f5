using System.Runtime.CompilerServices;

namespace XelaConnect.Contracts.Tests;

/// <summary>Files that lie beside these tests and are part of the contract.</summary>
internal static class Committed
{
    /// <summary>Set to 1 to write the manifest and the golden files that are missing. Never changes existing golden files.</summary>
    public static bool Accepting => Environment.GetEnvironmentVariable("ACCEPT_CONTRACTS") == "1";

    public static string At(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
