using Microsoft.Data.Sqlite;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>
/// The files of an embedded host. Orleans' tables have their own, so that its writes and the journal's writer never
/// wait for each other.
/// </summary>
internal sealed class SqliteFiles(string dataDirectory)
{
    /// <summary>Journals and outbox.</summary>
    public string Journal { get; } = Path.Combine(dataDirectory, "xela.db");

    /// <summary>Snapshots and stream subscriptions.</summary>
    public string Orleans { get; } = Path.Combine(dataDirectory, "orleans.db");

    /// <summary>
    /// The connection string of Orleans' provider: pooled, since it opens a connection for every statement.
    /// </summary>
    public string OrleansConnectionString => new SqliteConnectionStringBuilder { DataSource = Orleans }.ToString();

    /// <summary>
    /// Creates the directory, readable by its owner only: it holds password hashes and private messages.
    /// </summary>
    public void CreateDirectory() => PrivateFiles.MakeDirectory(dataDirectory);

    /// <summary>
    /// Creates the files, empty and readable by their owner only. SQLite gives its other files the same rights. Removes
    /// the rights of others on an existing directory, too.
    /// </summary>
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
