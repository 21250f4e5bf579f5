using Microsoft.Data.Sqlite;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>The files of an embedded host. Orleans' own tables live apart, so that its occasional writes never wait for the journal's writer nor it for them.</summary>
internal sealed class SqliteFiles(string dataDirectory)
{
    /// <summary>Journals and outbox.</summary>
    public string Journal { get; } = Path.Combine(dataDirectory, "xela.db");

    /// <summary>Snapshots and stream subscriptions.</summary>
    public string Orleans { get; } = Path.Combine(dataDirectory, "orleans.db");

    /// <summary>How Orleans' provider opens its file: pooled, because it opens a connection for every statement.</summary>
    public string OrleansConnectionString => new SqliteConnectionStringBuilder { DataSource = Orleans }.ToString();

    /// <summary>Makes the directory, readable by its owner alone: it holds password hashes and private messages.</summary>
    public void CreateDirectory() => PrivateFiles.MakeDirectory(dataDirectory);

    /// <summary>
    /// Makes the files, empty, readable by their owner alone; SQLite gives the files beside them the same rights. A directory that held them before is
    /// closed to others, too.
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
