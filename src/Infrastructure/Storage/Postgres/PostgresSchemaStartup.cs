namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>Waits for the server, since processes of a cluster start in any order.</summary>
internal sealed class PostgresSchemaStartup(string connectionString, HostLifecycle? lifecycle, TimeProvider time, ILogger log)
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
                await PostgresSchema.ApplyAsync(connectionString, cancellation).ConfigureAwait(false);
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
            catch (PostgresException e) when (
                e.SqlState is PostgresErrorCodes.InvalidCatalogName || e.SqlState.StartsWith("28", StringComparison.Ordinal))
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
