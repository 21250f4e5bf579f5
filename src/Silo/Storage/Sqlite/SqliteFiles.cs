using Microsoft.Data.Sqlite;

namespace XelaConnect.Silo.Storage.Sqlite;

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
    public void CreateDirectory()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(dataDirectory);
        else Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
