using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Orleans.Streams;
using XelaConnect.ApiHost.Http;
using XelaConnect.Notifications;

namespace XelaConnect.ApiHost.Live;

/// <summary>One person with devices connected to this host: one subscription to the person's stream, and the devices.</summary>
internal sealed partial class UserWatch(string userId, LiveAdmission admission, IClusterClient cluster, TimeProvider time, ILogger log, Task before)
{
    private readonly UserNotificationFollower personal = new(userId, cluster, log);
    private readonly ConcurrentDictionary<string, LiveConnection> devices = new(StringComparer.Ordinal);
    private readonly HashSet<PendingConnection> pending = [];
    private readonly Lock sync = new();
    private readonly Lock queue = new();
    private StreamSubscriptionHandle<UserNotification>? subscription;
    // An earlier watch of this person gives its handle back first: taken up before that, it would be given back under this one.
    private Task last = before;

    /// <summary>The person.</summary>
    public string UserId => userId;

    /// <summary>The name under which this host subscribes to streams; null while it does not, or it cannot be told.</summary>
    public async Task<string?> SubscriberAsync() => subscription is { } held ? await LiveSubscription.SubscriberAsync(cluster, held) : null;

    /// <summary>How many connections need this; guarded by the relay.</summary>
    public int Holders { get; set; }

    /// <summary>From now on the device is told what its person is told, and before that what was told while it was on its way.</summary>
    public void Add(LiveConnection device, PendingConnection arrival)
    {
        lock (queue)
        {
            while (arrival.Waiting.TryDequeue(out var waited)) device.Send(waited);
            pending.Remove(arrival);
            devices[device.Id] = device;
        }
    }

    /// <summary>A device is on its way.</summary>
    public PendingConnection Expect(SessionPrincipal session)
    {
        var arrival = new PendingConnection(session, this);
        lock (queue) pending.Add(arrival);
        return arrival;
    }

    /// <summary>The device has come, or does not come any more.</summary>
    public void Forget(PendingConnection arrival)
    {
        lock (queue) pending.Remove(arrival);
    }

    public void Remove(string connectionId) => devices.TryRemove(connectionId, out _);

    /// <summary>Completes when news arrive. All devices share the one subscription; one that failed is tried again by whoever comes next.</summary>
    public Task OpenAsync() => Then(async () =>
    {
        if (subscription is not null) return;
        subscription = await LiveSubscription.OpenAsync<UserNotification>(cluster, StreamCatalog.User(userId), OnNotificationAsync);
        await DeclareConnectedAsync();
    });

    /// <summary>Makes sure that the subscription is there: silos came or went.</summary>
    public Task RenewAsync() => Then(async () =>
    {
        subscription = subscription is { } held
            ? await LiveSubscription.RenewAsync(cluster, held, OnNotificationAsync)
            : await LiveSubscription.OpenAsync<UserNotification>(cluster, StreamCatalog.User(userId), OnNotificationAsync);
        await DeclareConnectedAsync();
    });

    /// <summary>Says again that this host has devices of this person, and looks whether news was lost.</summary>
    public Task RedeclareAsync() => Then(async () =>
    {
        await DeclareConnectedAsync();
        await cluster.Presence(userId).ReportConnectionsAsync(admission.HostId, admission.Of(userId));
    });

    /// <summary>Gives the subscription back.</summary>
    public Task CloseAsync() => Then(async () =>
    {
        if (subscription is null) return;
        try
        {
            await cluster.PresenceHost(admission.HostId).RemoveAsync(userId);
            await cluster.Presence(userId).DisconnectAsync(admission.HostId, lost: false);
        }
        catch (Exception e) { LogPresenceNotDeclared(log, e); }
        try { await subscription.UnsubscribeAsync(); }
        catch (Exception e) { LogNotUnsubscribed(log, e); }
    });

    /// <summary>Tells the session's devices that it is over, and cuts them.</summary>
    public void EndSession(string sessionId, string reason)
    {
        foreach (var device in devices.Values)
            if (device.SessionId == sessionId)
                _ = device.CutAsync(new SerializedHubMessage(new InvocationMessage(LiveEvents.SessionEnded, [new SessionEndedMessage(reason)])), time);
    }

    /// <summary>One step after the other; how the one before went was told to whoever wanted it.</summary>
    private Task Then(Func<Task> step)
    {
        lock (sync) return last = AfterAsync(last, step);
    }

    private static async Task AfterAsync(Task earlier, Func<Task> step)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await step();
    }

    private Task OnNotificationAsync(UserNotification news, StreamSequenceToken? token)
    {
        if (news.SessionEnded is { } ended) EndSession(ended.SessionId, ended.Reason);
        return news.Events.IsDefaultOrEmpty ? Task.CompletedTask : Then(() => personal.ApplyAsync(news, Send));
    }

    private async Task DeclareConnectedAsync()
    {
        await cluster.PresenceHost(admission.HostId).AddAsync(userId);
        await personal.CompareAsync(() => cluster.Presence(userId).ConnectAsync(admission.HostId), Send);
    }

    private void Send(SerializedHubMessage message)
    {
        lock (queue)
        {
            foreach (var device in devices.Values) device.Send(message);
            foreach (var arrival in pending) arrival.Waiting.Enqueue(message);
        }
    }

    [LoggerMessage(5102, LogLevel.Warning, "That a person's last device left was not said; it is found out within minutes.")]
    private static partial void LogPresenceNotDeclared(ILogger log, Exception e);

    [LoggerMessage(5101, LogLevel.Warning, "A person's last device left, but the subscription could not be given back; it is dropped with this host.")]
    private static partial void LogNotUnsubscribed(ILogger log, Exception e);
}
