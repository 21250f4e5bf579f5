using Orleans.Streams.Core;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>Orleans drops a gone host's subscription with the stream's next message, which may never come.</summary>
[GrainType("subscription-sweep"), Reentrant]
internal sealed partial class SubscriptionCleanupGrain(
    ISubscriptionRows rows, IStreamSubscriptionManagerAdmin admin, ISiloStatusOracle silos,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<SubscriptionCleanupGrain> log) : Grain, ISubscriptionCleanupGrain
{
    /// <summary>From the end of one pass to the start of the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private const int PageSize = 200;
    private const int MaxConcurrency = 16;
    private const string Hosted = "hosted-";

    private readonly IStreamSubscriptionManager subscriptions =
        admin.GetStreamSubscriptionManager(StreamSubscriptionManagerType.ExplicitSubscribeOnly);
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
            var keys = await rows.AfterAsync(after, PageSize);
            // On the grain's scheduler, so that its dictionary needs no lock.
            foreach (var chunk in keys.Chunk(MaxConcurrency)) await Task.WhenAll(chunk.Select(CheckAsync));
            if (keys.Count == PageSize)
            {
                after = keys[^1];
                return true;
            }
            (after, next) = ("", time.GetUtcNow() + Pause);
            alive.Clear();
            return false;
        }
        finally { running = false; }
    }

    private async Task CheckAsync(string key)
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
            // Removing an unknown subscription notifies the publishers and drops those of dead silos; without any the
            // row is deleted.
            await subscriptions.RemoveSubscription(StreamCatalog.Provider, stream, Guid.Empty);
            await subscriptions.RemoveSubscription(StreamCatalog.Provider, stream, Guid.Empty);
        }
        catch (Exception e) { LogCheckFailed(log, e, key); }
    }

    private async ValueTask<bool> IsAliveAsync(GrainId subscriber)
    {
        var name = subscriber.Key.ToString() ?? "";
        var end = name.IndexOf('+', StringComparison.Ordinal);
        // A subscriber without a host is a grain, which is always available.
        if (end < 0) return true;
        var host = name[..end];
        if (alive.TryGetValue(host, out var known)) return known;
        return alive[host] = host.StartsWith(Hosted, StringComparison.Ordinal)
            ? IsAlive(host[Hosted.Length..])
            : await GrainFactory.PresenceHost(host).IsAliveAsync();
    }

    /// <summary>An embedded host lives as long as its silo.</summary>
    private bool IsAlive(string silo)
    {
        SiloAddress address;
        try { address = SiloAddress.FromParsableString(silo); }
        catch (FormatException) { return true; }
        return silos.GetApproximateSiloStatuses(onlyActive: false).TryGetValue(address, out var status) && status != SiloStatus.Dead;
    }

    private static StreamId? StreamOf(string key) =>
        key.Split('/', 3) is [StreamCatalog.Provider, { Length: > 0 } of, { Length: > 0 } name] ? StreamId.Create(of, name) : null;

    [LoggerMessage(4311, LogLevel.Debug, "Deleted the subscription of {Subscriber} to {Stream}; its host is gone")]
    private static partial void LogDeleted(ILogger log, string stream, GrainId subscriber);

    [LoggerMessage(4312, LogLevel.Warning, "Checking the subscriptions of {Stream} failed; the next pass retries")]
    private static partial void LogCheckFailed(ILogger log, Exception e, string stream);
}

/// <summary>Deletes subscriptions of hosts that are gone, and rows without subscribers (key "sweep").</summary>
[Alias("streams.subscription-sweep")]
internal interface ISubscriptionCleanupGrain : IGrainWithStringKey
{
    /// <summary>True: more are due now.</summary>
    [Alias("Run")] Task<bool> RunAsync();
}

/// <summary>Orleans keeps the subscribers and publishers of a stream in one row, and lists none.</summary>
internal interface ISubscriptionRows
{
    /// <summary>In the order of their keys, as "provider/namespace/key".</summary>
    Task<IReadOnlyList<string>> AfterAsync(string after, int limit);
}

internal sealed partial class SubscriptionCleanupTask(
    IGrainFactory grains, TimeProvider time, ILogger<SubscriptionCleanupTask> log) : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task RunOnceAsync(CancellationToken stopping)
    {
        while (await grains.GetGrain<ISubscriptionCleanupGrain>("sweep").RunAsync().WaitAsync(stopping))
            stopping.ThrowIfCancellationRequested();
    }

    protected override void LogFailed(Exception e) => LogCleanupFailed(e);

    [LoggerMessage(4313, LogLevel.Warning, "Cleanup of stream subscriptions failed; the next run retries")]
    private partial void LogCleanupFailed(Exception e);
}
