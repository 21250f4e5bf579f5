namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Reads run on the thread pool, outside of grain turns, at most one for each connection.</summary>
internal sealed class SqliteReaders(string path, SqliteJournalOptions options) : IDisposable
{
    private readonly SemaphoreSlim sync = new(options.Readers);
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool disposed;

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> query)
    {
        await sync.WaitAsync().ConfigureAwait(false);
        try { return await Task.Run(() => Run(query)).ConfigureAwait(false); }
        finally { sync.Release(); }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var session)) session.Dispose();
    }

    private T Run<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqliteJournalStore));
        var session = idle.TryTake(out var free) ? free : SqliteSession.OpenReader(path, options);
        var succeeded = false;
        try
        {
            var result = query(session);
            succeeded = true;
            return result;
        }
        finally
        {
            // A connection that failed is not used again: its state is unknown.
            if (succeeded && !disposed) idle.Add(session);
            else session.Dispose();
        }
    }
}
