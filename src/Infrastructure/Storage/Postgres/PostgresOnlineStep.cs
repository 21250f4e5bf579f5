namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>
/// A schema step that copies a table while others write to it: what its text has before <c>-- copy</c>, then that
/// statement until it changes nothing, then what follows <c>-- finish</c>. A process that is killed meanwhile leaves the
/// copied rows, and the next one continues.
/// </summary>
internal sealed class PostgresOnlineStep(
    NpgsqlConnection connection, int version, string step, OnlineStepOptions? options, ILogger log)
{
    private const string Copy = "\n-- copy";
    private const string Finish = "\n-- finish";

    // Not the key of short steps, so that silos of the version before can start meanwhile.
    private const long LockKey = 0x58454C41_00000002;
    private const int PortionsPerLine = 200;

    /// <summary>A transaction that waits for a lock holds up all later ones, so it gives up soon and is retried.</summary>
    private const string LimitWait = "SET LOCAL lock_timeout = '2s'";

    /// <summary>Below the time after which the server looks for a deadlock, so that no delete is its victim.</summary>
    private const string LimitWaitOfCopy = "SET LOCAL lock_timeout = '500ms'";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly OnlineStepOptions options = options ?? new();

    public static bool IsOnline(string step) => step.Contains(Copy, StringComparison.Ordinal);

    /// <summary>Returns after a pause when another process runs it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await ScalarAsync($"SELECT pg_try_advisory_lock({LockKey})", cancellation).ConfigureAwait(false) is not true)
        {
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            return;
        }
        // The lock ends with the connection.
        if (await PostgresSchema.VersionAsync(connection, cancellation).ConfigureAwait(false) < version)
            await ApplyAsync(cancellation).ConfigureAwait(false);
        await ScalarAsync($"SELECT pg_advisory_unlock({LockKey})", cancellation).ConfigureAwait(false);
    }

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        var copy = step.IndexOf(Copy, StringComparison.Ordinal);
        var finish = step.IndexOf(Finish, StringComparison.Ordinal);
        await TransactAsync(step[..copy], cancellation).ConfigureAwait(false);
        var portions = 0;
        while (await TransactAsync(step[copy..finish], cancellation, options.Portion).ConfigureAwait(false) > 0)
        {
            if (++portions % PortionsPerLine == 0) StorageLog.SchemaCopied(log, version, (long)portions * options.Portion);
            await options.AfterPortion().ConfigureAwait(false);
        }
        await TransactAsync(step[finish..], cancellation, isLast: true).ConfigureAwait(false);
    }

    /// <summary>Retried while others hold a lock.</summary>
    private async Task<int> TransactAsync(
        string sql, CancellationToken cancellation, int? portion = null, bool isLast = false)
    {
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            try
            {
                await ScalarAsync(portion is null ? LimitWait : LimitWaitOfCopy, cancellation).ConfigureAwait(false);
                await using var command = Command(sql);
                if (portion is { } rows) command.Parameters.Add(new NpgsqlParameter { Value = rows });
                var changed = await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
                if (isLast) await PostgresSchema.SetVersionAsync(connection, version, cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return changed;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                StorageLog.SchemaWaits(log, version, e.MessageText);
            }
            await transaction.RollbackAsync(cancellation).ConfigureAwait(false);
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }

    // Waits are limited by the server, and a copy has no limit.
#pragma warning disable CA2100 // the texts are ours
    private NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
}

internal sealed record OnlineStepOptions
{
    /// <summary>Rows that a transaction copies.</summary>
    public int Portion { get; init; } = 5_000;
    public Func<Task> AfterPortion { get; init; } = static () => Task.CompletedTask;
}
