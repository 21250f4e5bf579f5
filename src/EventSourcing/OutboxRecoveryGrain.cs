using Orleans.Concurrency;

namespace XelaConnect.EventSourcing;

/// <summary>Implemented by every event-sourced grain: outbox recovery wakes those with overdue messages.</summary>
[Alias("durability.wakeable")]
public interface IOutboxOwner : IGrainWithStringKey
{
    /// <summary>Activates the grain, which then delivers what its outbox holds.</summary>
    [Alias("Wake")] Task DeliverOutboxAsync();
}

/// <summary>Wakes grains with overdue messages and deletes expired rows; one for all silos (key "sweep").</summary>
[Alias("durability.sweep")]
public interface IOutboxRecoveryGrain : IGrainWithStringKey
{
    /// <summary>Wakes owners and deletes a portion of expired rows, unless it ran a moment ago.</summary>
    [Alias("Run")] Task RunAsync();
}

[GrainType("sweep"), Reentrant]
internal sealed class OutboxRecoveryGrain(
    IJournalStore store, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<OutboxRecoveryGrain> log) : Grain, IOutboxRecoveryGrain
{
    /// <summary>How long a grain has to deliver a message itself.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);
    /// <summary>Every silo calls each few seconds; one run for all of them is enough.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private const int MaxOwnersPerPage = 200;
    private const int MaxPages = 20;
    private const int MaxExpiredRows = 1000;
    private DateTimeOffset lastRun;
    private bool running;

    public async Task RunAsync()
    {
        var now = time.GetUtcNow();
        if (running || now - lastRun < Pause) return;
        running = true;
        try
        {
            var woken = await WakeOverdueAsync(now);
            var deleted = await store.DeleteExpiredAsync(now, MaxExpiredRows);
            if (woken > 0 || deleted > 0) KernelLog.Recovered(log, woken, deleted);
        }
        finally
        {
            lastRun = time.GetUtcNow();
            running = false;
        }
    }

    /// <summary>After a crash many may be overdue: reads on as long as a page has an owner not woken yet.</summary>
    private async Task<int> WakeOverdueAsync(DateTimeOffset now)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var owners = await store.OverdueOwnersAsync(now - Overdue, MaxOwnersPerPage);
            var before = woken.Count;
            await Task.WhenAll(owners.Where(woken.Add).Select(WakeAsync));
            if (owners.Count < MaxOwnersPerPage || woken.Count == before) break;
        }
        return woken.Count;
    }

    private async Task WakeAsync(string owner)
    {
        try { await grains.GetGrain<IOutboxOwner>(GrainId.Parse(owner)).DeliverOutboxAsync(); }
        catch (Exception e) { KernelLog.WakeFailed(log, e, owner); }
    }
}
