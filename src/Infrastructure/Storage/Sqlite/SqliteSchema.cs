namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Safe for concurrent processes: each file changes under its write lock.</summary>
internal static class SqliteSchema
{
    /// <summary>Times are milliseconds since 1970, UTC.</summary>
    public static readonly SchemaVersions Journal = new("journal database", [
        """
        CREATE TABLE journal (
            stream  TEXT    NOT NULL,
            seq     INTEGER NOT NULL,
            at      INTEGER NOT NULL,
            op      TEXT,
            type    TEXT    NOT NULL,
            payload BLOB    NOT NULL,
            expires INTEGER,
            PRIMARY KEY (stream, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX journal_op ON journal (stream, op) WHERE op IS NOT NULL;
        CREATE INDEX journal_expires ON journal (expires) WHERE expires IS NOT NULL;
        CREATE TABLE outbox (
            owner   TEXT    NOT NULL,
            id      TEXT    NOT NULL,
            version INTEGER NOT NULL,
            kind    TEXT    NOT NULL,
            payload BLOB    NOT NULL,
            due     INTEGER NOT NULL,
            PRIMARY KEY (owner, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_due ON outbox (due);
        """,
    ]);

    public static Task ApplyAsync(string dataDirectory, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var files = new SqliteFiles(dataDirectory);
            files.CreateFiles();
            Apply(files.Journal, Journal);
            Apply(files.Orleans, SqliteOrleansSchema.Versions);
        },
        cancellation);

    private static void Apply(string path, SchemaVersions versions)
    {
        var file = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 };
        using var connection = new SqliteConnection(file.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        // IMMEDIATE takes the write lock before the version is read, so one of several processes migrates.
        Execute(connection, "BEGIN IMMEDIATE");
        Execute(connection,
            "CREATE TABLE IF NOT EXISTS schema_version (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), version INTEGER NOT NULL) STRICT");
        var found = Scalar(connection, "SELECT coalesce(max(version), 0) FROM schema_version");
        foreach (var step in versions.Missing(Convert.ToInt64(found, CultureInfo.InvariantCulture))) Execute(connection, step);
        Execute(connection,
            $"INSERT INTO schema_version VALUES (1, {versions.Steps.Count}) ON CONFLICT DO UPDATE SET version = excluded.version");
        Execute(connection, "COMMIT");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
