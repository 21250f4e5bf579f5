namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>A connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    private SqliteSession(string path, SqliteOpenMode mode, TimeSpan busyTimeout, string pragmas)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)Math.Max(1, Math.Ceiling(busyTimeout.TotalSeconds)),
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // numbers from our own options
            command.CommandText = $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; {pragmas}";
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // FULL: in WAL mode, a lower level loses acknowledged commits in a power cut.
    public static SqliteSession OpenWriter(string path, SqliteJournalOptions options) => new(
        path, SqliteOpenMode.ReadWrite, options.BusyTimeout,
        $"""
        PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {options.CheckpointPages}; PRAGMA cache_size = -16000;
        PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;
        {(options.MaxPages is { } pages ? $"PRAGMA max_page_count = {pages};" : "")}
        """);

    public static SqliteSession OpenReader(string path, SqliteJournalOptions options) => new(
        path, SqliteOpenMode.ReadOnly, options.BusyTimeout,
        "PRAGMA query_only = ON; PRAGMA cache_size = -4000; PRAGMA mmap_size = 134217728;");

    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    public bool Any(string sql, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read();
    }

    public List<T> Read<T>(Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Query(sql, arguments);
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The caller disposes the reader before the next use of the same text.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> arguments) =>
        Prepare(sql, arguments).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of its caller
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= arguments.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            prepared.Add(sql, command);
        }
        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}
