using System.Threading.Channels;
using Npgsql;
using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>One connection that writes. Whatever arrives during a commit goes into the next one.</summary>
internal sealed class PostgresPipeline : IAsyncDisposable
{
    // Unbounded, because its callers bound it: a grain has one commit under way and waits for it.
    private readonly Channel<PostgresWork> queue = Channel.CreateUnbounded<PostgresWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly NpgsqlDataSource source;
    private readonly PostgresJournalOptions options;
    private readonly ILogger logger;
    private readonly Task running;
    private NpgsqlConnection? connection;

    public PostgresPipeline(NpgsqlDataSource source, PostgresJournalOptions options, ILogger logger)
    {
        this.source = source;
        this.options = options;
        this.logger = logger;
        running = Task.Run(RunAsync);
    }

    /// <summary>Puts work into the next group.</summary>
    public Task<AppendResult> Enqueue(PostgresWork work) =>
        queue.Writer.TryWrite(work) ? work.Task : Task.FromException<AppendResult>(new ObjectDisposedException(nameof(PostgresJournalStore)));

    /// <summary>Writes what is queued, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running.ConfigureAwait(false);
        await AbandonAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var group = new List<PostgresWork>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            for (var size = 0; size < options.MaxRowsInGroup && queue.Reader.TryRead(out var work); size += work.Size) group.Add(work);
            if (await TryTogetherAsync(group).ConfigureAwait(false)) continue;
            StorageLog.GroupSplit(logger, group.Count);
            foreach (var work in group) await AloneAsync(work).ConfigureAwait(false);
        }
    }

    /// <summary>The usual way. False when the server refused the group, so that certainly nothing of it is stored.</summary>
    private async Task<bool> TryTogetherAsync(List<PostgresWork> group)
    {
        try
        {
            await WriteAsync(group).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsItsOwnFault(exception))
        {
            return false;
        }
        catch (Exception exception) // the connection is gone or the server is: these callers learn it, the next group connects anew
        {
            await FailAsync(group, exception).ConfigureAwait(false);
            return true;
        }

        foreach (var work in group) work.Complete(AppendResult.Stored);
        return true;
    }

    /// <summary>Again after a conflict, in a transaction of its own, so that only what conflicts is refused.</summary>
    private async Task AloneAsync(PostgresWork work)
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
        catch (Exception exception) when (IsItsOwnFault(exception))
        {
            work.Fail(exception);
        }
        catch (Exception exception) // as above
        {
            await FailAsync([work], exception).ConfigureAwait(false);
        }
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

            // The operation first: an append that was stored but never answered finds both its operation and its seqs taken, and must hear that it is done.
            if (await reader.ReadAsync().ConfigureAwait(false))
            {
                work.Complete(new AppendResult(AppendStatus.Repeated, reader.GetString(0)));
                return;
            }

            await reader.NextResultAsync().ConfigureAwait(false);
            if (await reader.ReadAsync().ConfigureAwait(false)) work.Complete(AppendResult.Fenced);
            else work.Fail(cause);
        }
        catch (Exception exception) // as above
        {
            await FailAsync([work], exception).ConfigureAwait(false);
        }
    }

    /// <summary>Errors of what was to be written, with which the server has rolled back: bad data, a constraint, a deadlock, too much; or a value that does not bind.</summary>
    private static bool IsItsOwnFault(Exception exception) =>
        exception is PostgresException refused
            ? refused.SqlState[..2] is "22" or "23" or "40" or "54"
            : exception is ArgumentException or InvalidCastException;

    private async Task FailAsync(List<PostgresWork> group, Exception exception)
    {
        StorageLog.CommitFailed(logger, exception, group.Count);
        await AbandonAsync().ConfigureAwait(false);
        foreach (var work in group) work.Fail(exception);
    }

    private async ValueTask AbandonAsync()
    {
        if (connection is not { } abandoned) return;
        connection = null;
        try
        {
            await abandoned.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException exception) // closing a broken connection may fail as well; it is left behind either way
        {
            StorageLog.CommitFailed(logger, exception, 0);
        }
    }
}
