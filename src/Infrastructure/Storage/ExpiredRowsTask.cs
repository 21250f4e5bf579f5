namespace XelaConnect.Infrastructure.Storage;

/// <summary>Deletes rows as fast as they expire. Silos run side by side: each skips what another deletes.</summary>
internal sealed class ExpiredRowsTask(
    IOwnerStorage storage, int portion, [FromKeyedServices(Clocks.Domain)] TimeProvider clock, TimeProvider time,
    ILogger<ExpiredRowsTask> log) : PeriodicSiloTask(Interval, time)
{
    public const int PostgresPortion = 5_000;
    /// <summary>Small, since commits wait for it: SQLite has one writer.</summary>
    public const int SqlitePortion = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    /// <summary>After each portion, so that commits go on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider time = time;

    /// <summary>How many rows it deleted.</summary>
    public async Task<long> DeleteAsync(CancellationToken stopping)
    {
        var deleted = 0L;
        foreach (var (store, _) in storage.All) deleted += await DeleteAsync(store, stopping);
        return deleted;
    }

    protected override async Task RunOnceAsync(CancellationToken stopping)
    {
        var deleted = await DeleteAsync(stopping);
        if (deleted > 0) StorageLog.ExpiredDeleted(log, deleted);
    }

    protected override void LogFailed(Exception e) => StorageLog.ExpiredFailed(log, e);

    private async Task<long> DeleteAsync(IJournalStore store, CancellationToken stopping)
    {
        for (long deleted = 0; ; await Task.Delay(Pause, time, stopping))
        {
            var rows = await store.DeleteExpiredAsync(clock.GetUtcNow(), portion);
            deleted += rows;
            if (rows < portion) return deleted;
        }
    }
}
