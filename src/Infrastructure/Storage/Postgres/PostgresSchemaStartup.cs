using Npgsql;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>Applies the schema at start, and waits for a server that is not there yet: processes of a cluster start in any order.</summary>
internal sealed class PostgresSchemaStartup(string connectionString, HostLifecycle? phase, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How many attempts there are to one line in the log.</summary>
    private const int AttemptsPerLine = 15;

    /// <summary>Returns when the schema is there. <see cref="SettingException"/> when waiting would not help.</summary>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await PostgresSchema.ApplyAsync(connectionString, cancellation).ConfigureAwait(false);
                phase?.WaitingForDatabase(forDatabase: false);
                return;
            }
            catch (NpgsqlException e) when (IsNotThereYet(e))
            {
                phase?.WaitingForDatabase(forDatabase: true);
                var where = new NpgsqlConnectionStringBuilder(connectionString);
                if (attempt % AttemptsPerLine == 0) StorageLog.WaitingForPostgres(log, where.Host, where.Port, e.Message);
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidCatalogName || e.SqlState.StartsWith("28", StringComparison.Ordinal))
            {
                throw new SettingException($"ConnectionStrings:Postgres: the server refuses it: {e.MessageText}.", e);
            }
        }
    }

    private static bool IsNotThereYet(NpgsqlException exception) =>
        exception is PostgresException { SqlState: var state }
            ? state is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.TooManyConnections
            : exception.IsTransient || exception.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException;
}
