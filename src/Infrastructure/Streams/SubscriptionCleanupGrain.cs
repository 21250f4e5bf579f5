using Orleans.Concurrency;
using Orleans.Streams.Core;
using XelaConnect.Notifications;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// Orleans drops the subscription of a host that is gone with the next message of its stream. A stream that gets no message any more would keep its row for
/// ever, so every stream is looked at every few minutes, a portion at a time.
/// </summary>
[GrainType("subscription-sweep"), Reentrant]
internal sealed partial class SubscriptionCleanupGrain(
    ISubscriptionRows rows, IStreamSubscriptionManagerAdmin admin, ISiloStatusOracle silos, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<SubscriptionCleanupGrain> log) : Grain, ISubscriptionCleanupGrain
{
    /// <summary>From the end of one pass to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private const int Portion = 200;
    private const int AtOnce = 16;
    private const string Hosted = "hosted-";

    private readonly IStreamSubscriptionManager subscriptions = admin.GetStreamSubscriptionManager(StreamSubscriptionManagerType.ExplicitSubscribeOnly);
    private readonly Dictionary<string, bool> alive = new(StringComparer.Ordinal);
    private string after = "";
    private DateTimeOffset next;
    private bool running;

    public async Task<bool> RunAsync()
    {
        if (running || time.GetUtcNow() < next) return false;
        running = true;
        try
        {
            var keys = await rows.AfterAsync(after, Portion);
            // On the grain's own scheduler, so that its dictionary needs no lock.
            foreach (var portion in keys.Chunk(AtOnce)) await Task.WhenAll(portion.Select(LookAtAsync));
            if (keys.Count == Portion)
            {
                after = keys[^1];
                return true;
            }
            (after, next) = ("", time.GetUtcNow() + Pause);
            alive.Clear();
            return false;
        }
        finally
        {
            running = false;
        }
    }

    private async Task LookAtAsync(string key)
    {
        if (StreamOf(key) is not { } stream) return;
        try
        {
            var left = 0;
            foreach (var subscription in await subscriptions.GetSubscriptions(StreamCatalog.Provider, stream))
            {
                if (await IsAliveAsync(subscription.GrainId))
                {
                    left++;
                    continue;
                }
                LogDeleted(log, key, subscription.GrainId);
                await subscriptions.RemoveSubscription(StreamCatalog.Provider, stream, subscription.SubscriptionId);
            }
            if (left > 0) return;
            // Taking away a subscription that there is not tells the publishers, of whom those of dead silos are dropped; with nobody left the row is deleted.
            await subscriptions.RemoveSubscription(StreamCatalog.Provider, stream, Guid.Empty);
            await subscriptions.RemoveSubscription(StreamCatalog.Provider, stream, Guid.Empty);
        }
        catch (Exception e)
        {
            LogNotLookedAt(log, e, key);
        }
    }

    private async ValueTask<bool> IsAliveAsync(GrainId subscriber)
    {
        var name = subscriber.Key.ToString() ?? "";
        var end = name.IndexOf('+', StringComparison.Ordinal);
        // A grain that subscribes is no host, and is there whenever it is called.
        if (end < 0) return true;
        var host = name[..end];
        if (alive.TryGetValue(host, out var known)) return known;
        return alive[host] = host.StartsWith(Hosted, StringComparison.Ordinal)
            ? IsAlive(host[Hosted.Length..])
            : await GrainFactory.PresenceHost(host).IsAliveAsync();
    }

    /// <summary>A host inside a silo lives as long as the silo does.</summary>
    private bool IsAlive(string silo)
    {
        SiloAddress address;
        try { address = SiloAddress.FromParsableString(silo); }
        catch (FormatException) { return true; }
        return silos.GetApproximateSiloStatuses(onlyActive: false).TryGetValue(address, out var status) && status != SiloStatus.Dead;
    }

    private static StreamId? StreamOf(string key) =>
        key.Split('/', 3) is [StreamCatalog.Provider, { Length: > 0 } of, { Length: > 0 } name] ? StreamId.Create(of, name) : null;

    [LoggerMessage(4311, LogLevel.Debug, "The subscription of {Subscriber} to {Stream} is deleted; its host is gone.")]
    private static partial void LogDeleted(ILogger log, string stream, GrainId subscriber);

    [LoggerMessage(4312, LogLevel.Warning, "The subscriptions of {Stream} could not be looked at; the next pass does.")]
    private static partial void LogNotLookedAt(ILogger log, Exception e, string stream);
}
