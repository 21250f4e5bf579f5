using System.Threading.Channels;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>A connection that writes. Work that arrives during a commit goes into the next.</summary>
internal sealed class PostgresPipeline : IAsyncDisposable
{
    /// <summary>Attempts to write a group together; each but the first follows new conflicts.</summary>
    private const int MaxAttempts = 4;

    // Unbounded, since its callers limit it: a grain has one commit under way.
    private readonly Channel<PostgresWork> queue =
        Channel.CreateUnbounded<PostgresWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly NpgsqlDataSource source;
    private readonly PostgresJournalOptions options;
    private readonly ILogger logger;
    private readonly Task running;
    private NpgsqlConnection? connection;

    public PostgresPipeline(NpgsqlDataSource source, PostgresJournalOptions options, ILogger logger)
    {
        (this.source, this.options, this.logger) = (source, options, logger);
        running = Task.Run(RunAsync);
    }

    public Task<AppendResult> Enqueue(PostgresWork work) =>
        queue.Writer.TryWrite(work)
            ? work.Task
            : Task.FromException<AppendResult>(new ObjectDisposedException(nameof(PostgresJournalStore)));

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running.ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var group = new List<PostgresWork>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            for (var size = 0; size < options.MaxRowsInGroup && queue.Reader.TryRead(out var work); size += work.Size) group.Add(work);
            await WriteGroupAsync(group, MaxAttempts).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses what conflicts and writes the rest together. One by one is the last resort.</summary>
    private async Task WriteGroupAsync(List<PostgresWork> group, int attempts)
    {
        if (group.Count > 1 && attempts > 0)
        {
            if (await TryWriteAsync(group).ConfigureAwait(false) is not { } refusal) return;
            if (IsConflict(refusal) && !await TryRefuseAsync(group).ConfigureAwait(false)) return;
            var (now, later) = Split(group);
            // Otherwise no key explains it: an append that cannot be stored, or conflicts with itself.
            if (now.Count < group.Count || IsTransient(refusal))
            {
                StorageLog.GroupRefused(logger, group.Count, group.Count - now.Count);
                await WriteGroupAsync(now, attempts - 1).ConfigureAwait(false);
                await WriteGroupAsync(later, attempts - 1).ConfigureAwait(false);
                return;
            }
            StorageLog.GroupSplit(logger, group.Count);
        }
        foreach (var work in group) await WriteOneAsync(work).ConfigureAwait(false);
    }

    /// <summary>In its own transaction, so that only the conflict is refused.</summary>
    private async Task WriteOneAsync(PostgresWork work)
    {
        if (await TryWriteAsync([work]).ConfigureAwait(false) is not { } refusal) return;
        if (IsConflict(refusal)) await TryRefuseAsync([work]).ConfigureAwait(false);
        if (!work.Task.IsCompleted) work.Fail(refusal);
    }

    /// <summary>The reason when the server refused it, so that nothing of it is stored; its callers wait.</summary>
    private async Task<Exception?> TryWriteAsync(List<PostgresWork> group)
    {
        try { await WriteAsync(group).ConfigureAwait(false); }
        catch (Exception exception) when (IsDataError(exception)) { return exception; }
        catch (Exception exception) // connection or server failed: the callers fail, the next group reconnects
        {
            await FailAsync(group, exception).ConfigureAwait(false);
            return null;
        }
        foreach (var work in group) work.Complete(AppendResult.Stored);
        return null;
    }

    /// <summary>Answers the appends that conflict with what is stored; false after a failure, when all are answered.</summary>
    private async Task<bool> TryRefuseAsync(List<PostgresWork> group)
    {
        try
        {
            await using var batch = PostgresStatements.FindConflicts(connection!, group);
            await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            // The operation of an append comes first, and the first result stays: an append that was stored without a
            // response finds its operation and its seqs taken, and is a repetition.
            while (await reader.ReadAsync().ConfigureAwait(false))
                group[(int)reader.GetInt64(0)].Complete(
                    reader.IsDBNull(1) ? AppendResult.Fenced : new AppendResult(AppendStatus.Repeated, reader.GetString(1)));
            return true;
        }
        catch (Exception exception)
        {
            await FailAsync(group, exception).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Those without an answer: first those that do not conflict with each other, then the rest.</summary>
    private static (List<PostgresWork> Now, List<PostgresWork> Later) Split(List<PostgresWork> group)
    {
        var (now, later) = (new List<PostgresWork>(group.Count), new List<PostgresWork>());
        var (keys, owners) = (new HashSet<(string Stream, long Seq, string? Op)>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var work in group)
        {
            if (work.Task.IsCompleted) continue;
            // The appends of an owner stay in order.
            if (owners.Contains(work.Owner) || work.Rows.Any(row =>
                keys.Contains((row.Stream, row.Seq, null)) || (row.Op is { } op && keys.Contains((row.Stream, 0, op)))))
            {
                owners.Add(work.Owner);
                later.Add(work);
                continue;
            }
            foreach (var row in work.Rows)
            {
                keys.Add((row.Stream, row.Seq, null));
                if (row.Op is { } op) keys.Add((row.Stream, 0, op));
            }
            now.Add(work);
        }
        return (now, later);
    }

    private async Task WriteAsync(List<PostgresWork> group)
    {
        connection ??= await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var batch = PostgresStatements.Write(connection, group);
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the server rolled back: a bad value, a constraint, a deadlock, a limit.</summary>
    private static bool IsDataError(Exception exception) =>
        exception is PostgresException refused
            ? refused.SqlState[..2] is "22" or "23" or "40" or "54"
            : exception is ArgumentException or InvalidCastException;

    private static bool IsConflict(Exception refusal) =>
        refusal is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A deadlock with another silo, for example.</summary>
    private static bool IsTransient(Exception refusal) => refusal is PostgresException { SqlState: ['4', '0', ..] };

    private async Task FailAsync(List<PostgresWork> group, Exception exception)
    {
        StorageLog.CommitFailed(logger, exception, group.Count);
        await CloseAsync().ConfigureAwait(false);
        foreach (var work in group) work.Fail(exception);
    }

    private async ValueTask CloseAsync()
    {
        if (connection is not { } failed) return;
        connection = null;
        try { await failed.DisposeAsync().ConfigureAwait(false); }
        catch (NpgsqlException exception) { StorageLog.CloseFailed(logger, exception); }
    }
}

internal sealed class PostgresWork(
    string owner, IReadOnlyList<JournalRow> rows, IReadOnlyList<OutboxEntry> entries,
    IReadOnlyList<OutboxAcknowledgement> acknowledged, IReadOnlyList<OutboxPostponement>? postponed = null)
{
    // Callers are grains: their continuations must not run on the pipeline.
    private readonly TaskCompletionSource<AppendResult> completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Owner { get; } = owner;
    public IReadOnlyList<JournalRow> Rows { get; } = rows;
    public IReadOnlyList<OutboxEntry> Entries { get; } = entries;
    public IReadOnlyList<OutboxAcknowledgement> Acknowledged { get; } = acknowledged;
    public IReadOnlyList<OutboxPostponement> Postponed { get; } = postponed ?? [];
    public int Size => Rows.Count + Entries.Count + Acknowledged.Count + Postponed.Count;
    public Task<AppendResult> Task => completion.Task;

    public void Complete(AppendResult result) => completion.TrySetResult(result);
    public void Fail(Exception exception) => completion.TrySetException(exception);
}
