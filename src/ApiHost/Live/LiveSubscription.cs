using Orleans.Streams;
using Orleans.Streams.PubSub;
using XelaConnect.Notifications;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// This host's one subscription to a stream. What is subscribed to is stored, so it outlives silos; but a silo that could not reach this host for a while lets
/// its subscriptions go, and nobody tells the host.
/// </summary>
internal static class LiveSubscription
{
    /// <summary>Takes up a handle this host still has, or subscribes; there is never a second one.</summary>
    public static Task<StreamSubscriptionHandle<T>> OpenAsync<T>(IClusterClient cluster, StreamId id, Func<T, StreamSequenceToken?, Task> onNews) =>
        OpenAsync(cluster.GetStreamProvider(StreamCatalog.Provider).GetStream<T>(id), onNews);

    /// <summary>The handle that holds from now on: the one that was held if the store still has it, else a new one.</summary>
    public static async Task<StreamSubscriptionHandle<T>> RenewAsync<T>(IClusterClient cluster, StreamSubscriptionHandle<T> held, Func<T, StreamSequenceToken?, Task> onNews)
    {
        var stream = cluster.GetStreamProvider(StreamCatalog.Provider).GetStream<T>(held.StreamId);
        var stored = await stream.GetAllSubscriptionHandles();
        if (stored.Any(handle => handle.HandleId == held.HandleId)) return held;
        var renewed = await OpenAsync(stream, onNews);
        // Only this host still knows the old one.
        await held.UnsubscribeAsync();
        return renewed;
    }

    /// <summary>The name under which this host subscribes, by which silos tell whether it is still there; null where it cannot be told.</summary>
    public static async Task<string?> SubscriberAsync<T>(IClusterClient cluster, StreamSubscriptionHandle<T> held)
    {
        if (!cluster.GetStreamProvider(StreamCatalog.Provider).TryGetStreamSubscriptionManager(out var manager)) return null;
        var subscriptions = await manager.GetSubscriptions(StreamCatalog.Provider, held.StreamId);
        return subscriptions.FirstOrDefault(s => s.SubscriptionId == held.HandleId)?.GrainId.Key.ToString()?.Split('+')[0];
    }

    private static async Task<StreamSubscriptionHandle<T>> OpenAsync<T>(IAsyncStream<T> stream, Func<T, StreamSequenceToken?, Task> onNews)
    {
        StreamSubscriptionHandle<T>? taken = null;
        foreach (var handle in await stream.GetAllSubscriptionHandles())
        {
            if (taken is null) taken = await handle.ResumeAsync(DeliverAsync);
            else await handle.UnsubscribeAsync();
        }
        return taken ?? await stream.SubscribeAsync(DeliverAsync);

        async Task DeliverAsync(T news, StreamSequenceToken? token)
        {
            using var span = DeliveryTrace.Begin();
            await onNews(news, token);
        }
    }
}
