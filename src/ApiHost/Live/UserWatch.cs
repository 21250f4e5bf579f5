using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Orleans.Streams;
using XelaConnect.Streams;

namespace XelaConnect.ApiHost.Live;

/// <summary>One person with devices connected to this host: one subscription to the person's stream, and the devices.</summary>
internal sealed partial class UserWatch(string userId, IClusterClient cluster, TimeProvider time, ILogger log, Task before)
{
    private readonly ConcurrentDictionary<string, LiveConnection> devices = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private StreamSubscriptionHandle<UserNews>? subscription;
    private Task? opening;

    /// <summary>How many connections need this; guarded by the relay.</summary>
    public int Holders { get; set; }

    public void Add(LiveConnection device) => devices[device.Id] = device;

    public void Remove(string connectionId) => devices.TryRemove(connectionId, out _);

    /// <summary>Completes when news arrive. All devices share the one subscription; only one that failed is tried again.</summary>
    public Task OpenAsync()
    {
        lock (gate) return opening is null or { IsFaulted: true } ? opening = SubscribeAsync() : opening;
    }

    private async Task SubscribeAsync()
    {
        // An earlier watch of this person gives its handle back first: taken up before that, it would be given back under this one.
        await before;
        var stream = cluster.GetStreamProvider(StreamCatalog.Provider).GetStream<UserNews>(StreamCatalog.User(userId));
        foreach (var handle in await stream.GetAllSubscriptionHandles())
        {
            if (subscription is null) subscription = await handle.ResumeAsync(OnNewsAsync);
            else await handle.UnsubscribeAsync();
        }
        subscription ??= await stream.SubscribeAsync(OnNewsAsync);
    }

    public async Task CloseAsync()
    {
        if (subscription is null) return;
        try { await subscription.UnsubscribeAsync(); }
        catch (Exception e) { LogNotUnsubscribed(log, e); }
    }

    /// <summary>Tells the session's devices that it is over, and cuts them.</summary>
    public void EndSession(string sessionId, string reason)
    {
        foreach (var device in devices.Values)
            if (device.SessionId == sessionId)
                _ = device.CutAsync(new SerializedHubMessage(new InvocationMessage(LiveEvents.SessionEnded, [new SessionEndedNews(reason)])), time);
    }

    private Task OnNewsAsync(UserNews news, StreamSequenceToken? token)
    {
        if (news.SessionEnded is { } ended) EndSession(ended.SessionId, ended.Reason);
        return Task.CompletedTask;
    }

    [LoggerMessage(5101, LogLevel.Warning, "A person's last device left, but the subscription could not be given back; it is dropped with this host.")]
    private static partial void LogNotUnsubscribed(ILogger log, Exception e);
}
