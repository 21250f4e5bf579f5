using System.Runtime.CompilerServices;

namespace XelaConnect.TestKit;

/// <summary>The pages of the repository.</summary>
public static class DocsFolder
{
    /// <summary>The root of the repository.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>The text of a page, by its path below the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
