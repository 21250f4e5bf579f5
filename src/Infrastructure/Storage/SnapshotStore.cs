namespace XelaConnect.Infrastructure.Storage;

internal sealed class SnapshotStore(IGrainStorage storage, int concurrency) : ISnapshotStore, IDisposable
{
    // The SQLite driver blocks its thread, so reads and writes leave the grain's turn and block a limited number of
    // pool threads.
    private readonly SemaphoreSlim concurrency = new(concurrency);

    public async Task<StoredSnapshot?> ReadAsync(string name, string key)
    {
        var state = new GrainState<SnapshotRecord>();
        await RunAsync(() => storage.ReadStateAsync(name, Id(name, key), state)).ConfigureAwait(false);
        return state is { RecordExists: true, State: { } record }
            ? new StoredSnapshot(new Snapshot(record.Seq, record.Json), state.ETag)
            : null;
    }

    public async Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag)
    {
        var state = new GrainState<SnapshotRecord>
        {
            State = new SnapshotRecord { Seq = snapshot.Seq, Json = snapshot.State },
            ETag = etag,
            RecordExists = etag is not null,
        };
        await RunAsync(() => storage.WriteStateAsync(name, Id(name, key), state)).ConfigureAwait(false);
        return state.ETag;
    }

    public async Task DeleteAsync(string name, string key)
    {
        var state = new GrainState<SnapshotRecord>();
        await RunAsync(async () =>
        {
            await storage.ReadStateAsync(name, Id(name, key), state).ConfigureAwait(false);
            if (state.RecordExists) await storage.ClearStateAsync(name, Id(name, key), state).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    public void Dispose() => concurrency.Dispose();

    // The provider parses a key that looks like a hexadecimal number or a GUID, so "abc", "ABC" and "0abc" would share
    // a row. A colon prevents that.
    private static GrainId Id(string name, string key) => GrainId.Create(name, ":" + key);

    private async Task RunAsync(Func<Task> action)
    {
        await concurrency.WaitAsync().ConfigureAwait(false);
        try { await Task.Run(action).ConfigureAwait(false); }
        finally { concurrency.Release(); }
    }
}
