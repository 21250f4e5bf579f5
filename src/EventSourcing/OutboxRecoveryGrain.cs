using System.Globalization;
using Orleans.Concurrency;

namespace XelaConnect.EventSourcing;

/// <summary>Implemented by every event-sourced grain: outbox recovery wakes those with overdue messages.</summary>
[Alias("durability.wakeable")]
public interface IOutboxOwner : IGrainWithStringKey
{
    /// <summary>Activates the grain, which then starts to deliver what its outbox holds.</summary>
    [Alias("Wake")] Task DeliverOutboxAsync();
}

/// <summary>
/// Wakes grains with overdue messages. Key: <c>sweep/n</c> for a shard of a cluster, or <c>sweep</c> for all of them in
/// a single process.
/// </summary>
[Alias("durability.sweep")]
public interface IOutboxRecoveryGrain : IGrainWithStringKey
{
    /// <summary>Wakes owners, unless it ran a moment ago.</summary>
    [Alias("Run")] Task RunAsync();
}

[GrainType("sweep"), Reentrant]
internal sealed class OutboxRecoveryGrain(
    IOwnerStorage storage, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    KernelMetrics metrics, ILogger<OutboxRecoveryGrain> log) : Grain, IOutboxRecoveryGrain
{
    /// <summary>Every silo calls each few seconds; one run for all of them is enough.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>An owner that hangs delays no other for longer.</summary>
    private static readonly TimeSpan WakeTimeout = TimeSpan.FromSeconds(5);

    private DateTimeOffset lastRun;
    private bool running;

    public async Task RunAsync()
    {
        if (running || time.GetUtcNow() - lastRun < Pause) return;
        running = true;
        try
        {
            var woken = 0;
            foreach (var (store, _) in storage.All)
            {
                var recovery = new OutboxRecovery(store, WakeAsync, time, log);
                foreach (var shard in Shards()) woken += await recovery.RunAsync(shard);
            }
            if (woken > 0) KernelLog.Recovered(log, woken);
            if (Shards().Contains(0))
                metrics.CountDeadLetters(await CountDeadLettersAsync(), time.GetUtcNow());
        }
        finally
        {
            lastRun = time.GetUtcNow();
            running = false;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Shards().Contains(0)) metrics.CountDeadLetters(null, time.GetUtcNow());
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task<DeadLetterTotals> CountDeadLettersAsync()
    {
        var totals = await Task.WhenAll(storage.All.Select(static stores => stores.Journal.CountDeadLettersAsync()));
        return new(totals.Sum(static one => one.Count), totals.Min(static one => one.OldestSince));
    }

    private Task WakeAsync(string owner) =>
        grains.GetGrain<IOutboxOwner>(GrainId.Parse(owner)).DeliverOutboxAsync().WaitAsync(WakeTimeout);

    private IEnumerable<int> Shards() => this.GetPrimaryKeyString().Split('/') is [_, var shard]
        ? [int.Parse(shard, CultureInfo.InvariantCulture)]
        : Enumerable.Range(0, OutboxShards.Count);
}
