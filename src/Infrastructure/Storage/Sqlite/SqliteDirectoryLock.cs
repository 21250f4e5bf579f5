namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>
/// Allows one silo for a data directory: two would activate the same grains. The operating system holds the lock, so a
/// killed process leaves none.
/// </summary>
internal sealed class SqliteDirectoryLock(string directory) : IDisposable
{
    private const string FileName = "xela.lock";

    private FileStream? held;

    /// <summary>Takes the lock until this is disposed.</summary>
    /// <exception cref="SettingException">Another process has it.</exception>
    public void Take()
    {
        new SqliteFiles(directory).CreateDirectory();
        try
        {
            if (held is not null) return;
            var file = Path.Combine(directory, FileName);
            PrivateFiles.MakeFile(file);
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new SettingException(
                $"Xela:DataDirectory ({directory}) is in use by another host: SQLite serves one silo. "
                + "Give this one a directory of its own, or run a cluster on PostgreSQL.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
