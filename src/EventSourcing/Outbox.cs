using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace XelaConnect.EventSourcing;

/// <summary>
/// Delivers what one grain owes others: in order for each receiver, receivers side by side. What fails stays owed, in the store too, and is tried again when
/// the sweep wakes the grain. Runs on the grain's scheduler.
/// </summary>
internal sealed partial class Outbox(
    string journal, string owner, IJournalStore store, IGrainFactory grains, TimeProvider time, KernelMetrics metrics, ILogger log)
{
    private readonly Dictionary<string, ReceiverQueue> queues = new(StringComparer.Ordinal);

    /// <summary>Takes in a stored effect and begins to deliver it. The task completes when it was tried once, however that went.</summary>
    public Task Add(OutboxMessage effect, long version)
    {
        var (lane, entry) = Take(effect, version);
        _ = lane.Delivery.RunAsync();
        return entry.Attempted.Task;
    }

    /// <summary>Takes in a stored effect that may be delivered a while later, and replaced by a newer one until then.</summary>
    public void AddLater(OutboxMessage effect, long version, TimeSpan lag)
    {
        var (lane, _) = Take(effect, version);
        if (lane.Scheduled) return;
        lane.Scheduled = true;
        _ = RunLaterAsync(lane, lag);
    }

    private (ReceiverQueue Lane, Entry Entry) Take(OutboxMessage effect, long version)
    {
        // By receiver, whatever the kind: a departure must not overtake the admission before it. What no answer waits for goes beside, or they would wait behind it.
        var name = effect.Type.ResponseAwaitsDelivery ? effect.Target : $"{effect.Type.Alias} {effect.Target}";
        if (!queues.TryGetValue(name, out var lane)) queues.Add(name, lane = new ReceiverQueue(name, DeliverAsync));
        var entry = lane.Waiting.Find(e => e.Effect.Id == effect.Id);
        if (entry is not null) (entry.Effect, entry.Version) = (effect, version);
        else lane.Waiting.Add(entry = new Entry(effect, version));
        entry.Cause = KernelTraces.Cause;
        return (lane, entry);
    }

    private async Task RunLaterAsync(ReceiverQueue lane, TimeSpan lag)
    {
        await Task.Delay(lag, time);
        lane.Scheduled = false;
        await lane.Delivery.RunAsync();
    }

    /// <summary>Tries everything once more.</summary>
    public Task DeliverAsync() => Task.WhenAll(queues.Values.Where(l => !l.Delivery.IsRunning).ToList().Select(l => l.Delivery.RunAsync()));

    private async Task DeliverAsync(ReceiverQueue lane)
    {
        try
        {
            while (lane.Waiting.Count > 0)
            {
                var entry = lane.Waiting[0];
                lane.Waiting.RemoveAt(0);
                using var span = KernelTraces.Deliver(journal, entry.Effect.Type.Alias, entry.Cause);
                try
                {
                    await entry.Effect.Type.DeliverAsync(grains, entry.Effect);
                }
                catch (Exception e)
                {
                    if (e is DeliveryDeferredException) span.Succeed("not_yet");
                    else
                    {
                        span.Fail("undelivered", e);
                        metrics.Undelivered(entry.Effect.Type.Alias);
                        LogUndelivered(log, e, entry.Effect.Type.Alias, owner);
                    }
                    // A newer version may have come meanwhile; then that one is what is owed.
                    if (!lane.Waiting.Exists(w => w.Effect.Id == entry.Effect.Id)) lane.Waiting.Insert(0, entry);
                    foreach (var waiting in lane.Waiting.ToList()) waiting.Attempted.TrySetResult();
                    entry.Attempted.TrySetResult();
                    return;
                }
                span.Succeed("delivered");
                metrics.Delivered(entry.Effect.Type.Alias);
                _ = AcknowledgeAsync(entry);
                entry.Attempted.TrySetResult();
            }
        }
        finally
        {
            if (lane.Waiting.Count == 0 && !lane.Scheduled) queues.Remove(lane.Key);
        }
    }

    private async Task AcknowledgeAsync(Entry entry)
    {
        try { await store.AcknowledgeAsync(owner, [new OutboxAcknowledgement(entry.Effect.Id, entry.Version)]); }
        catch (Exception e) { LogNotAcknowledged(log, e, entry.Effect.Type.Alias, owner); }
    }

    private sealed class ReceiverQueue
    {
        public ReceiverQueue(string key, Func<ReceiverQueue, Task> deliver) => (Key, Delivery) = (key, new Coalescer(() => deliver(this)));

        public string Key { get; }
        public List<Entry> Waiting { get; } = [];
        public Coalescer Delivery { get; }

        /// <summary>It will be run without anyone asking.</summary>
        public bool Scheduled { get; set; }
    }

    private sealed class Entry(OutboxMessage effect, long version)
    {
        public OutboxMessage Effect { get; set; } = effect;
        public long Version { get; set; } = version;

        /// <summary>The span that stored it; null when nobody listens.</summary>
        public Activity? Cause { get; set; }

        public TaskCompletionSource Attempted { get; } = new();
    }

    [LoggerMessage(1101, LogLevel.Warning, "Effect {Kind} of {Owner} was not delivered; it stays owed.")]
    private static partial void LogUndelivered(ILogger log, Exception e, string kind, string owner);

    [LoggerMessage(1102, LogLevel.Warning, "Effect {Kind} of {Owner} was delivered but not struck off; it will be delivered once more, which changes nothing.")]
    private static partial void LogNotAcknowledged(ILogger log, Exception e, string kind, string owner);
}
