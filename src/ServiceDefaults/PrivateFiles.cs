namespace XelaConnect.ServiceDefaults;

/// <summary>Personal data, for the account of the process only (0700 and 0600; not on Windows).</summary>
public static class PrivateFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a directory, if there is none.</summary>
    public static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Removes the rights of others on a directory.</summary>
    public static void CloseDirectory(string directory)
    {
        if (!OperatingSystem.IsWindows()) Close(directory, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Creates an empty file, or removes the rights of others on an existing one.</summary>
    public static void MakeFile(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = Owner,
        };
        new FileStream(path, options).Dispose();
        Close(path, Owner);
    }

    /// <summary>Removes the rights of others on a file, if there is one.</summary>
    public static void CloseFile(string path)
    {
        // SQLite removes a log when its last connection closes, in any process.
        try { Close(path, Owner); }
        catch (FileNotFoundException) { /* then nobody can read it */ }
    }

    private static void Close(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == mode) return;
        try { File.SetUnixFileMode(path, mode); }
        catch (UnauthorizedAccessException) { /* it belongs to another account, which shares it on purpose */ }
    }
}
