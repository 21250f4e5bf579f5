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
            foreach (var beside in (string[])["-wal", "-shm"])
                if (File.Exists(file + beside)) PrivateFiles.MakeFile(file + beside);
    }
}
