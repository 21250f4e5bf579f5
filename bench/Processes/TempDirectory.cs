namespace XelaConnect.Bench.Processes;

/// <summary>A directory of this run's own, removed at its end.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory(string parent)
    {
        Path = System.IO.Path.Combine(parent, $"xela-bench-{System.IO.Path.GetRandomFileName()}");
        Leftovers.Add(Path);
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Delete(Path))
            Leftovers.Gone(Path);
    }

    public static bool Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            // A process that is just ending may still write here; the sweep at exit tries again.
            return false;
        }
    }
}
