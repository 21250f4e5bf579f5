namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Two silos would activate the same grains. The system releases the lock of a killed process.</summary>
internal sealed class SqliteDirectoryLock(string directory) : IDisposable
{
    private const string FileName = "xela.lock";
    private FileStream? held;

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

    public void Dispose() => held?.Dispose();
}
