using Microsoft.Extensions.Logging.Abstractions;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>Safe for concurrent processes: a transaction under an advisory lock; one process runs online steps.</summary>
internal static class PostgresSchema
{
    // Any number, the same in all processes and used for no other lock.
    private const long LockKey = 0x58454C41_00000001;

    // Without those that are reserved for superusers and, from PostgreSQL 16 on, for a role.
    private const string SelectAllowed = """
        SELECT least(
            current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
                - coalesce(current_setting('reserved_connections', true)::integer, 0),
            (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()),
            (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user))
        """;

    /// <summary>
    /// The version of the previous release, whose silos run beside those of this one during an upgrade: the steps after
    /// it must let them read and write as before. Each release sets it.
    /// </summary>
    private const int Oldest = 3;

    public static readonly SchemaVersions Versions = SchemaVersions.Embedded("database", "postgres");

    public static async Task ApplyAsync(
        string connectionString, ILogger? log = null, OnlineStepOptions? options = null, CancellationToken cancellation = default)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var source = new NpgsqlDataSourceBuilder(unpooled.ToString()).Build();
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < 15)
            throw new StartException(
                $"PostgreSQL 15 or later is needed, and this server is {connection.PostgreSqlVersion}: upgrade it.");
        if (await ScalarAsync(connection, "SHOW synchronous_commit", cancellation).ConfigureAwait(false) is "off")
            throw new StartException(
                "PostgreSQL's synchronous_commit is off, so an answered write could be lost: turn it on.");

        var allowed = Convert.ToInt32(
            await ScalarAsync(connection, SelectAllowed, cancellation).ConfigureAwait(false), CultureInfo.InvariantCulture);
        var needed = PostgresConnections.OfSilo(new PostgresJournalOptions());
        if (allowed < needed)
            throw new StartException(
                $"A silo opens up to {needed} connections to PostgreSQL, and this server allows {allowed}: raise "
                + "max_connections, or the limit of the database or the user.");

        // Others wait for the one that runs an online step.
        while (await ApplyUpToOnlineStepAsync(connection, cancellation).ConfigureAwait(false) is { } version)
            await new PostgresOnlineStep(connection, version, Versions.Steps[version - 1], options, log ?? NullLogger.Instance)
                .RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Null, or the version that an online step leads to, which is next.</summary>
    private static async Task<int?> ApplyUpToOnlineStepAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellation).ConfigureAwait(false);
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_version (only_row integer PRIMARY KEY CHECK (only_row = 1), version integer NOT NULL)",
            cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, "ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS oldest integer", cancellation)
            .ConfigureAwait(false);
        var version = await VersionAsync(connection, cancellation).ConfigureAwait(false);
        var oldest = await ScalarAsync(connection, "SELECT max(oldest) FROM schema_version", cancellation).ConfigureAwait(false);
        var online = false;
        foreach (var step in Versions.Missing(version, oldest as int?))
        {
            online = PostgresOnlineStep.IsOnline(step);
            if (online) break;
            await ExecuteAsync(connection, step, cancellation).ConfigureAwait(false);
            version++;
        }
        if (version > 0) await SetVersionAsync(connection, version, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return online ? version + 1 : null;
    }

    public static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellation) => Convert.ToInt32(
        await ScalarAsync(connection, "SELECT coalesce(max(version), 0) FROM schema_version", cancellation).ConfigureAwait(false),
        CultureInfo.InvariantCulture);

    public static Task SetVersionAsync(NpgsqlConnection connection, int version, CancellationToken cancellation) => ExecuteAsync(
        connection,
        $"""
        INSERT INTO schema_version VALUES (1, {version}, {Oldest}) ON CONFLICT (only_row)
        DO UPDATE SET version = excluded.version, oldest = excluded.oldest WHERE schema_version.version <= excluded.version
        """,
        cancellation);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }

#pragma warning disable CA2100 // the texts are ours
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}

/// <summary>Waits for the server, since processes of a cluster start in any order.</summary>
internal sealed class PostgresSchemaStartup(
    string connectionString, HostLifecycle? lifecycle, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    /// <summary>Attempts for each line in the log.</summary>
    private const int AttemptsPerLine = 15;

    public async Task ApplyAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await PostgresSchema.ApplyAsync(connectionString, log, cancellation: cancellation).ConfigureAwait(false);
                lifecycle?.SetWaitingForDatabase(false);
                return;
            }
            catch (NpgsqlException e) when (IsUnreachable(e))
            {
                lifecycle?.SetWaitingForDatabase(true);
                var where = new NpgsqlConnectionStringBuilder(connectionString);
                if (attempt % AttemptsPerLine == 0) StorageLog.WaitingForPostgres(log, where.Host, where.Port, e.Message);
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidCatalogName or ['2', '8', ..])
            {
                throw new SettingException($"ConnectionStrings:Postgres: the server refuses it: {e.MessageText}.", e);
            }
        }
    }

    private static bool IsUnreachable(NpgsqlException exception) =>
        exception is PostgresException { SqlState: var state }
            ? state is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.TooManyConnections
            : exception.IsTransient || exception.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException;
}
