namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Safe for concurrent processes: each file changes under its write lock.</summary>
internal static class SqliteSchema
{
    public static readonly SchemaVersions Journal = SchemaVersions.Embedded("journal database", "sqlite-journal");
    private static readonly SchemaVersions Orleans = SchemaVersions.Embedded("snapshot database", "sqlite-orleans");

    public static Task ApplyAsync(string dataDirectory, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var files = new SqliteFiles(dataDirectory);
            files.CreateFiles();
            Apply(files.Journal, Journal);
            Apply(files.Orleans, Orleans);
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
        foreach (var step in versions.Missing(Convert.ToInt64(found, CultureInfo.InvariantCulture)))
            Execute(connection, step);
        Execute(connection,
            $"INSERT INTO schema_version VALUES (1, {versions.Steps.Count}) ON CONFLICT DO UPDATE SET version = excluded.version");
        Execute(connection, "COMMIT");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar();
    }

#pragma warning disable CA2100 // the texts are ours
    private static SqliteCommand Command(SqliteConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
