using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>
/// One silo to a data directory: two would each be the one owner of every grain. The lock is the operating system's, so a killed process leaves none behind.
/// </summary>
internal sealed class SqliteDirectoryLock(string directory) : IDisposable
{
    private const string FileName = "xela.lock";

    private FileStream? held;

    /// <summary>Takes the lock for as long as this lives. <see cref="SettingException"/> when another process has it.</summary>
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
                $"Xela:DataDirectory ({directory}) is in use by another host: SQLite serves one silo. Give this one a directory of its own, or run a cluster on PostgreSQL.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
