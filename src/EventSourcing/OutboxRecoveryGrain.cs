using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace XelaConnect.EventSourcing;

/// <summary>Wakes whoever still owes an effect — an idle grain never wakes itself — and lets expired rows go.</summary>
[GrainType("sweep"), Reentrant]
internal sealed partial class OutboxRecoveryGrain(IJournalStore store, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<OutboxRecoveryGrain> log) : Grain, IOutboxRecoveryGrain
{
    /// <summary>An effect is overdue when its own grain has had this long to deliver it.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    /// <summary>Silos ask every few seconds; one run for all of them is enough.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private const int OwnersAtATime = 200;
    private const int PortionsAtATime = 20;
    private const int RowsAtATime = 1000;
    private DateTimeOffset lastRun;
    private bool running;

    public async Task RunAsync()
    {
        var now = time.GetUtcNow();
        if (running || now - lastRun < Pause) return;
        running = true;
        try
        {
            var woken = await DeliverOverdueAsync(now);
            var deleted = await store.DeleteExpiredAsync(now, RowsAtATime);
            if (woken > 0 || deleted > 0) LogRecovered(log, woken, deleted);
        }
        finally
        {
            lastRun = time.GetUtcNow();
            running = false;
        }
    }

    /// <summary>After a crash many may be due at once: portion after portion, as long as each brings new ones.</summary>
    private async Task<int> DeliverOverdueAsync(DateTimeOffset now)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        for (var portion = 0; portion < PortionsAtATime; portion++)
        {
            var owners = await store.OverdueOwnersAsync(now - Overdue, OwnersAtATime);
            var before = woken.Count;
            await Task.WhenAll(owners.Where(woken.Add).Select(WakeAsync));
            if (owners.Count < OwnersAtATime || woken.Count == before) break;
        }
        return woken.Count;
    }

    private async Task WakeAsync(string owner)
    {
        try { await grains.GetGrain<IOutboxOwner>(GrainId.Parse(owner)).DeliverOutboxAsync(); }
        catch (Exception e) { LogWakeFailed(log, e, owner); }
    }

    [LoggerMessage(1201, LogLevel.Debug, "Woke {Owners} grains that owe effects; deleted {Rows} expired rows.")]
    private static partial void LogRecovered(ILogger log, int owners, int rows);

    [LoggerMessage(1202, LogLevel.Warning, "{Owner} owes effects and could not be woken.")]
    private static partial void LogWakeFailed(ILogger log, Exception e, string owner);
}
