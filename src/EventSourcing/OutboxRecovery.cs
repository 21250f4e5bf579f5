namespace XelaConnect.EventSourcing;

/// <summary>Wakes the grains whose messages are overdue, since an inactive grain delivers nothing.</summary>
internal sealed class OutboxRecovery(IJournalStore store, Func<string, Task> wake, TimeProvider time, ILogger log)
{
    /// <summary>How long a grain has to deliver a message itself.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    private const int PageSize = 1_000;
    private const int MaxPages = 20;

    /// <summary>The most grains that are woken at once; a wake activates a grain.</summary>
    private const int MaxConcurrency = 64;

    /// <summary>
    /// One run over a shard: every overdue owner once, however many others fail. Returns how many were woken.
    /// </summary>
    public async Task<int> RunAsync(int shard)
    {
        var dueBefore = time.GetUtcNow() - Overdue;
        var woken = new HashSet<string>(StringComparer.Ordinal);
        OutboxPosition? last = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var overdue = await store.ReadOverdueAsync(shard, dueBefore, last, PageSize);
            foreach (var owners in overdue.Select(static entry => entry.Owner).Where(woken.Add).Chunk(MaxConcurrency))
                await Task.WhenAll(owners.Select(WakeAsync));
            if (overdue.Count < PageSize) break;
            last = overdue[^1];
        }
        return woken.Count;
    }

    private async Task WakeAsync(string owner)
    {
        try { await wake(owner); }
        catch (Exception e) { KernelLog.WakeFailed(log, e, owner); }
    }
}
