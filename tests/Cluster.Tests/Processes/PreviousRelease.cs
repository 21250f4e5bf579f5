using System.Diagnostics;

namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>
/// The programs of the previous release, built once from the commit that the file <c>previous-release</c> names. A release puts its own
/// commit there.
/// </summary>
internal static class PreviousRelease
{
    private static readonly string[] Content =
        ["src", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "global.json"];

    /// <summary>Why tests that need it are skipped, or null. On CI nothing is skipped: without the history they fail.</summary>
    public static string? SkipReason => PrivatePostgres.SkipReason ?? (IsKnown || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"The history of this repository does not reach back to {Commit}.");

    private static string Commit { get; } = Repository.Read("tests/Cluster.Tests/previous-release").Trim();

    private static bool IsKnown
    {
        get
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "cat-file", "-e", $"{Commit}^{{commit}}"])
                { RedirectStandardError = true });
            git!.WaitForExit();
            return git.ExitCode == 0;
        }
    }

    /// <summary>The directory of its programs. Only the first call for a commit builds them.</summary>
    public static async Task<string> BuildAsync()
    {
        var kept = Path.Combine(Repository.Root, "artifacts", "previous", Commit);
        if (Directory.Exists(kept)) return kept;
        using var tree = new TempDirectory("xela-previous-");
        var archive = tree.File("tree.tar");
        await ChildProcess.RequireAsync("git", ["-C", Repository.Root, "archive", "-o", archive, Commit, .. Content], "/");
        await ChildProcess.RequireAsync("tar", ["-xf", archive, "-C", tree.Path], "/");
        foreach (var project in (string[])["Silo", "ApiHost"])
            await ChildProcess.RequireAsync(
                "dotnet",
                [
                    "build", $"src/{project}", "-o", tree.File("out"), "--nologo", "-v", "q", "-nodeReuse:false", "-p:RunAnalyzers=false",
                    "-p:UseSharedCompilation=false",
                ],
                tree.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await ChildProcess.RequireAsync("mv", [tree.File("out"), kept], "/");
        return kept;
    }
}

/// <summary>A test with processes of the previous release.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UpgradeFactAttribute : FactAttribute
{
    public UpgradeFactAttribute() => Skip = PreviousRelease.SkipReason;
}
