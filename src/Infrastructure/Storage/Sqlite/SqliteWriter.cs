using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>
/// The one thread that writes the journal's file. Whatever arrives during a commit goes into the next one, so that one disk sync carries everyone's rows.
/// A thread of its own, because SQLite blocks and the pool's threads belong to the grains.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Unbounded, because its callers bound it: a grain has one commit under way and waits for it.
    private readonly BlockingCollection<SqliteWork> queue = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string path;
    private readonly SqliteJournalOptions options;
    private readonly ILogger logger;
    private SqliteSession? session;

    public SqliteWriter(string path, SqliteJournalOptions options, ILogger logger)
    {
        this.path = path;
        this.options = options;
        this.logger = logger;
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Puts work into the next group.</summary>
    public Task<T> Enqueue<T>(SqliteWork<T> work)
    {
        try
        {
            queue.Add(work);
            return work.Task;
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteJournalStore)));
        }
    }

    /// <summary>Writes what is queued, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await stopped.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var group = new List<SqliteWork>();
        try
        {
            foreach (var first in queue.GetConsumingEnumerable())
            {
                group.Clear();
                group.Add(first);
                for (var rows = first.Rows; rows < options.MaxRowsInGroup && queue.TryTake(out var next); rows += next.Rows) group.Add(next);
                Commit(group);
            }
        }
        finally
        {
            session?.Dispose();
            stopped.SetResult();
        }
    }

    private void Commit(List<SqliteWork> group)
    {
        try
        {
            session ??= SqliteSession.OpenWriter(path, options);
            if (!TryTogether(session, group)) OneByOne(session, group);
        }
        catch (Exception exception) // the disk is full, the file is gone: these callers learn it, the next group tries again on a new connection
        {
            StorageLog.CommitFailed(logger, exception, group.Count);
            Abandon();
            foreach (var work in group) work.Fail(exception);
            return;
        }

        foreach (var work in group) work.Complete();
    }

    /// <summary>The usual way, without savepoints. False when something in the group cannot be stored; then nothing of it is.</summary>
    private static bool TryTogether(SqliteSession session, List<SqliteWork> group)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var work in group) work.Execute(session);
        }
        catch (Exception exception) when (IsItsOwnFault(exception))
        {
            session.Execute("ROLLBACK");
            return false;
        }

        session.Execute("COMMIT");
        return true;
    }

    /// <summary>Again after a conflict, each behind a savepoint, so that only what conflicts is refused.</summary>
    private void OneByOne(SqliteSession session, List<SqliteWork> group)
    {
        StorageLog.GroupSplit(logger, group.Count);
        session.Execute("BEGIN IMMEDIATE");
        foreach (var work in group)
        {
            session.Execute("SAVEPOINT one");
            try
            {
                work.Execute(session);
            }
            catch (Exception exception) when (IsItsOwnFault(exception))
            {
                session.Execute("ROLLBACK TO one");
                work.Refuse(session, exception);
            }

            session.Execute("RELEASE one");
        }

        session.Execute("COMMIT");
    }

    /// <summary>Errors of what was to be written (a constraint, a size, a value that does not bind), as against errors of the store.</summary>
    private static bool IsItsOwnFault(Exception exception) =>
        exception is SqliteException sqlite
            ? sqlite.SqliteErrorCode is SqliteConstraint or SqliteTooBig or SqliteMismatch
            : exception is ArgumentException or InvalidOperationException;

    private void Abandon()
    {
        try
        {
            session?.Dispose();
        }
        catch (SqliteException exception) // closing a broken connection may fail as well; it is left behind either way
        {
            StorageLog.CommitFailed(logger, exception, 0);
        }

        session = null;
    }

    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
}
