using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Orleans.Streams;
using XelaConnect.Streams;

namespace XelaConnect.ApiHost.Live;

/// <summary>One person with devices connected to this host: one subscription to the person's stream, and the devices.</summary>
internal sealed partial class UserWatch(string userId, IClusterClient cluster, TimeProvider time, ILogger log)
{
    private readonly ConcurrentDictionary<string, LiveConnection> devices = new(StringComparer.Ordinal);
    private StreamSubscriptionHandle<UserNews>? subscription;

    /// <summary>How many connections need this; guarded by the relay.</summary>
    public int Holders { get; set; }

    public void Add(LiveConnection device) => devices[device.Id] = device;

    public void Remove(string connectionId) => devices.TryRemove(connectionId, out _);

    public async Task OpenAsync()
    {
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
