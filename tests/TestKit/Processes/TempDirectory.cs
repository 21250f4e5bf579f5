namespace XelaConnect.TestKit.Processes;

/// <summary>A new directory that only its owner may enter. It is removed with all that it holds.</summary>
public sealed class TempDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="prefix">What its name begins with.</param>
    /// <param name="parent">Where it is made; in the system's directory for temporary files by default.</param>
    public TempDirectory(string prefix = "xela-", string? parent = null)
    {
        Path = System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), prefix + System.IO.Path.GetRandomFileName());
        Leftovers.Add(Path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, OwnerOnly);
    }

    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Delete(Path)) Leftovers.Gone(Path);
    }

    internal static bool Delete(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            // A process that is ending may still write to it; it is tried again when this process exits.
            return false;
        }
    }
}
