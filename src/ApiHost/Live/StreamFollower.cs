using Orleans.Streams;
using Orleans.Streams.PubSub;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Follows a stream on this host: one subscription, and a serial queue for everything that its owner does with it.
/// Subscriptions are stored and survive silos. But a silo that could not reach this host for a while drops the
/// subscriptions without a notification, so the owner renews them.
/// </summary>
internal sealed class StreamFollower<T>
{
    private static readonly ActivitySource Traces = new("XelaConnect.Streams");

    private readonly SerialQueue queue = new();
    private readonly IClusterClient cluster;
    private readonly StreamId id;
    private readonly Func<T, Task> onNotification;
    private StreamSubscriptionHandle<T>? handle;
    private bool isClosed;

    /// <summary>An earlier follower that is not closed yet would remove a handle that was resumed before.</summary>
    public StreamFollower(IClusterClient cluster, StreamId id, Func<T, Task> onNotification, Task previous)
    {
        (this.cluster, this.id, this.onNotification) = (cluster, id, onNotification);
        if (!previous.IsCompleted) _ = queue.EnqueueAsync(() => previous);
    }

    public bool IsSubscribed => handle is not null;

    /// <summary>The provider is ready when the silo has started or the client is connected.</summary>
    private IAsyncStream<T> Stream => field ??= cluster.GetStreamProvider(StreamCatalog.Provider).GetStream<T>(id);

    /// <summary>Runs a step after all steps before it. The methods below are called within steps.</summary>
    public Task RunAsync(Func<Task> step) => queue.EnqueueAsync(step);

    public async Task SubscribeAsync()
    {
        if (handle is null && !isClosed) handle = await ResumeOrSubscribeAsync();
    }

    /// <summary>Subscribes again if the stored subscription is gone. Returns whether it was.</summary>
    public async Task<bool> RenewAsync()
    {
        if (handle is not { } held)
        {
            await SubscribeAsync();
            return true;
        }
        var stored = await Stream.GetAllSubscriptionHandles();
        if (stored.Any(candidate => candidate.HandleId == held.HandleId)) return false;
        handle = await ResumeOrSubscribeAsync();
        // Only this host still knows the old subscription.
        await held.UnsubscribeAsync();
        return true;
    }

    public async Task UnsubscribeAsync()
    {
        isClosed = true;
        if (handle is not { } held) return;
        handle = null;
        await held.UnsubscribeAsync();
    }

    /// <summary>The name of this host as a subscriber, by which silos detect whether it is alive.</summary>
    public async Task<string?> SubscriberAsync()
    {
        if (handle is not { } held) return null;
        if (!cluster.GetStreamProvider(StreamCatalog.Provider).TryGetStreamSubscriptionManager(out var manager))
            return null;
        var subscriptions = await manager.GetSubscriptions(StreamCatalog.Provider, held.StreamId);
        return subscriptions.FirstOrDefault(s => s.SubscriptionId == held.HandleId)?.GrainId.Key.ToString()?.Split('+')[0];
    }

    /// <summary>Resumes a stored subscription of this host and removes others, or subscribes.</summary>
    private async Task<StreamSubscriptionHandle<T>> ResumeOrSubscribeAsync()
    {
        StreamSubscriptionHandle<T>? resumed = null;
        foreach (var stored in await Stream.GetAllSubscriptionHandles())
        {
            if (resumed is null) resumed = await stored.ResumeAsync(DeliverAsync);
            else await stored.UnsubscribeAsync();
        }
        return resumed ?? await Stream.SubscribeAsync(DeliverAsync);
    }

    private async Task DeliverAsync(T notification, StreamSequenceToken? token)
    {
        using var span = BeginSpan();
        await onNotification(notification);
    }

    /// <summary>The span of a delivery in the publisher's trace: Orleans begins a new trace for each.</summary>
    private static Activity? BeginSpan() =>
        Traces.HasListeners()
        && RequestContext.Get(StreamCatalog.PublisherTrace) is string id
        && ActivityContext.TryParse(id, null, isRemote: true, out var publisher)
            ? Traces.StartActivity("stream deliver", ActivityKind.Consumer, publisher) : null;
}
