namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Two files, so that Orleans' writes and those of the journal never wait for each other.</summary>
internal sealed class SqliteFiles(string dataDirectory)
{
    /// <summary>Journals and outbox.</summary>
    public string Journal { get; } = Path.Combine(dataDirectory, "xela.db");
    /// <summary>Snapshots and stream subscriptions.</summary>
    public string Orleans { get; } = Path.Combine(dataDirectory, "orleans.db");
    /// <summary>Pooled, since the provider opens a connection for every statement.</summary>
    public string OrleansConnectionString => new SqliteConnectionStringBuilder { DataSource = Orleans }.ToString();

    /// <summary>Readable by its owner only: it holds password hashes and private messages.</summary>
    public void CreateDirectory() => PrivateFiles.MakeDirectory(dataDirectory);

    /// <summary>Readable by their owner only, existing ones included. SQLite's files follow.</summary>
    public void CreateFiles()
    {
        CreateDirectory();
        if (File.Exists(Journal)) PrivateFiles.CloseDirectory(dataDirectory);
        PrivateFiles.MakeFile(Journal);
        PrivateFiles.MakeFile(Orleans);
        foreach (var file in (string[])[Journal, Orleans])
            foreach (var beside in (string[])["-wal", "-shm"]) PrivateFiles.CloseFile(file + beside);
    }
}

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
