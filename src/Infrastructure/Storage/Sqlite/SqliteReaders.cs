using System.Collections.Concurrent;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>A few read-only connections beside the writer. A read runs on the pool, never on the turn of the grain that asked, and at most as many run as there are connections.</summary>
internal sealed class SqliteReaders(string path, SqliteJournalOptions options) : IDisposable
{
    private readonly SemaphoreSlim sync = new(options.Readers);
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool disposed;

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> query)
    {
        await sync.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(query)).ConfigureAwait(false);
        }
        finally
        {
            sync.Release();
        }
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
        var sound = false;
        try
        {
            var answer = query(session);
            sound = true;
            return answer;
        }
        finally
        {
            // A connection that failed is not used again: whatever broke it may still be in it.
            if (sound && !disposed) idle.Add(session);
            else session.Dispose();
        }
    }
}
