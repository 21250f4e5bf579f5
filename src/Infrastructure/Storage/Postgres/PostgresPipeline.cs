using System.Threading.Channels;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>A connection that writes. Work that arrives during a commit goes into the next.</summary>
internal sealed class PostgresPipeline : IAsyncDisposable
{
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
            if (await TryWriteGroupAsync(group).ConfigureAwait(false)) continue;
            StorageLog.GroupSplit(logger, group.Count);
            foreach (var work in group) await WriteOneAsync(work).ConfigureAwait(false);
        }
    }

    /// <summary>False when the server refused it, so that nothing of it is stored.</summary>
    private async Task<bool> TryWriteGroupAsync(List<PostgresWork> group)
    {
        try { await WriteAsync(group).ConfigureAwait(false); }
        catch (Exception exception) when (IsDataError(exception)) { return false; }
        catch (Exception exception) // connection or server failed: the callers fail, the next group reconnects
        {
            await FailAsync(group, exception).ConfigureAwait(false);
            return true;
        }
        foreach (var work in group) work.Complete(AppendResult.Stored);
        return true;
    }

    /// <summary>In its own transaction, so that only the conflict is refused.</summary>
    private async Task WriteOneAsync(PostgresWork work)
    {
        try
        {
            await WriteAsync([work]).ConfigureAwait(false);
            work.Complete(AppendResult.Stored);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await ClassifyAsync(work, exception).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDataError(exception)) { work.Fail(exception); }
        catch (Exception exception) { await FailAsync([work], exception).ConfigureAwait(false); }
    }

    private async Task WriteAsync(IReadOnlyList<PostgresWork> group)
    {
        connection ??= await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var batch = PostgresStatements.Write(connection, group);
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async Task ClassifyAsync(PostgresWork work, PostgresException cause)
    {
        try
        {
            await using var batch = PostgresStatements.Classify(connection!, work);
            await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);

            // The operation first: an append that was stored without a response finds its operation and its seqs taken,
            // and is a repetition.
            if (await reader.ReadAsync().ConfigureAwait(false))
            {
                work.Complete(new AppendResult(AppendStatus.Repeated, reader.GetString(0)));
                return;
            }
            await reader.NextResultAsync().ConfigureAwait(false);
            if (await reader.ReadAsync().ConfigureAwait(false)) work.Complete(AppendResult.Fenced);
            else work.Fail(cause);
        }
        catch (Exception exception) { await FailAsync([work], exception).ConfigureAwait(false); }
    }

    /// <summary>Whether the server rolled back: a bad value, a constraint, a deadlock, a limit.</summary>
    private static bool IsDataError(Exception exception) =>
        exception is PostgresException refused
            ? refused.SqlState[..2] is "22" or "23" or "40" or "54"
            : exception is ArgumentException or InvalidCastException;

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
