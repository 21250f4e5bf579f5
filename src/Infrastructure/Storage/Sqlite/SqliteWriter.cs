namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>One disk sync makes all work that arrived during a commit durable. SQLite blocks, hence a thread.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Unbounded, since its callers limit it: a grain has one commit under way.
    private readonly BlockingCollection<SqliteWork> queue = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string path;
    private readonly SqliteJournalOptions options;
    private readonly ILogger logger;
    private SqliteSession? session;

    public SqliteWriter(string path, SqliteJournalOptions options, ILogger logger)
    {
        (this.path, this.options, this.logger) = (path, options, logger);
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

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
                for (var rows = first.Rows; rows < options.MaxRowsInGroup && !group[^1].RunsAlone
                    && queue.TryTake(out var next); rows += next.Rows) group.Add(next);
                var alone = group[^1].RunsAlone ? group[^1] : null;
                if (alone is not null) group.Remove(alone);
                if (group.Count > 0) Commit(group);
                if (alone is not null) RunAlone(alone);
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
            if (!TryWriteGroup(session, group)) WriteOneByOne(session, group);
        }
        catch (Exception exception) // e.g. the disk is full: the callers fail, the next group uses a new connection
        {
            StorageLog.CommitFailed(logger, exception, group.Count);
            Close();
            foreach (var work in group) work.Fail(exception);
            return;
        }
        foreach (var work in group) work.Complete();
    }

    private void RunAlone(SqliteWork work)
    {
        try
        {
            work.Execute(session ??= SqliteSession.OpenWriter(path, options));
            work.Complete();
        }
        catch (Exception exception)
        {
            StorageLog.CompactionFailed(logger, exception);
            work.Fail(exception);
        }
    }

    /// <summary>False after a data error; then nothing of it is stored.</summary>
    private static bool TryWriteGroup(SqliteSession session, List<SqliteWork> group)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var work in group) work.Execute(session);
        }
        catch (Exception exception) when (IsDataError(exception))
        {
            session.Execute("ROLLBACK");
            return false;
        }
        session.Execute("COMMIT");
        return true;
    }

    /// <summary>Each behind a savepoint, so that only the conflict is refused.</summary>
    private void WriteOneByOne(SqliteSession session, List<SqliteWork> group)
    {
        StorageLog.GroupSplit(logger, group.Count);
        session.Execute("BEGIN IMMEDIATE");
        foreach (var work in group)
        {
            session.Execute("SAVEPOINT one");
            try { work.Execute(session); }
            catch (Exception exception) when (IsDataError(exception))
            {
                session.Execute("ROLLBACK TO one");
                work.Refuse(session, exception);
            }
            session.Execute("RELEASE one");
        }
        session.Execute("COMMIT");
    }

    /// <summary>Whether an error comes from the data (a constraint, a size, a wrong value).</summary>
    private static bool IsDataError(Exception exception) =>
        exception is SqliteException sqlite
            ? sqlite.SqliteErrorCode is SqliteConstraint or SqliteTooBig or SqliteMismatch
            : exception is ArgumentException or InvalidOperationException;

    private void Close()
    {
        try { session?.Dispose(); }
        catch (SqliteException exception) { StorageLog.CloseFailed(logger, exception); }
        session = null;
    }

    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
}
