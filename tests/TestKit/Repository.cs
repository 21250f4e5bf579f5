namespace XelaConnect.TestKit;

/// <summary>The files of the repository that this program was built in.</summary>
public static class Repository
{
    /// <summary>Where the solution is.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The text of a file, by its path below the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "XelaConnect.slnx"))) return directory.FullName;
        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
