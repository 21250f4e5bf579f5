namespace XelaConnect.ServiceDefaults;

/// <summary>Directories and files that hold what people confide: for the account that runs the process alone (0700 and 0600; Windows has its own rules).</summary>
public static class PrivateFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory, if there is none yet.</summary>
    public static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Takes a directory that holds our files, made by an older version or by hand, from everybody else.</summary>
    public static void CloseDirectory(string directory)
    {
        if (!OperatingSystem.IsWindows()) Close(directory, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file, if there is none yet; takes one that is there from everybody else.</summary>
    public static void MakeFile(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using (new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = Owner }))
        {
        }
        Close(path, Owner);
    }

    private static void Close(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == mode) return;
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's, who shares it with this process on purpose.
        }
    }
}
