namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Sends the notifications of one user to the user's devices on this host, and keeps the user's presence grain informed
/// that this host has devices. Steps run in the serial queue of its <see cref="StreamFollower{T}"/>.
/// </summary>
internal sealed partial class UserWatch : IWatch, IReportedUser
{
    private readonly UserNotificationFollower notifications;
    private readonly ConcurrentDictionary<string, LiveConnection> devices = new(StringComparer.Ordinal);
    private readonly HashSet<PendingConnection> pending = [];
    private readonly Lock sync = new();
    private readonly LiveAdmission admission;
    private readonly IClusterClient cluster;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly StreamFollower<UserNotification> stream;

    public UserWatch(
        string userId, LiveAdmission admission, IClusterClient cluster, TimeProvider time, ILogger log, Task previous)
    {
        (UserId, this.admission, this.cluster, this.time, this.log) = (userId, admission, cluster, time, log);
        notifications = new UserNotificationFollower(userId, cluster, Send, log);
        stream = new StreamFollower<UserNotification>(cluster, StreamCatalog.User(userId), OnNotificationAsync, previous);
    }

    public string UserId { get; }
    public DateTimeOffset LastReport { get; private set; }

    public Task<string?> SubscriberAsync() => stream.SubscriberAsync();

    public PendingConnection AddPending(SessionPrincipal session)
    {
        var connecting = new PendingConnection(session, this);
        lock (sync) pending.Add(connecting);
        return connecting;
    }

    public void RemovePending(PendingConnection connecting)
    {
        lock (sync) pending.Remove(connecting);
    }

    /// <summary>Sends the device the queued notifications, then all that follow.</summary>
    public void Add(LiveConnection device, PendingConnection connecting)
    {
        lock (sync)
        {
            while (connecting.Queue.TryDequeue(out var message)) device.Send(message);
            pending.Remove(connecting);
            devices[device.Id] = device;
        }
    }

    public void Remove(string connectionId) => devices.TryRemove(connectionId, out _);

    /// <summary>Subscribes, unless that has happened; a failed attempt is retried by the next device.</summary>
    public Task OpenAsync() => stream.RunAsync(async () =>
    {
        if (stream.IsSubscribed) return;
        await stream.SubscribeAsync();
        await ConnectAsync();
    });

    public Task RenewAsync() => stream.RunAsync(async () =>
    {
        await stream.RenewAsync();
        await ConnectAsync();
    });

    /// <summary>Reports the user's connections on this host, and detects lost notifications.</summary>
    public Task ReportAsync() => stream.RunAsync(async () =>
    {
        if (stream.IsClosed) return;
        await Task.WhenAll(
            ConnectAsync(), cluster.Presence(UserId).ReportConnectionsAsync(admission.HostId, admission.Of(UserId)));
    });

    public Task CloseAsync() => stream.RunAsync(async () =>
    {
        if (stream.IsSubscribed)
        {
            try
            {
                await cluster.PresenceHost(admission.HostId).RemoveAsync(UserId);
                await cluster.Presence(UserId).DisconnectAsync(admission.HostId, lost: false);
            }
            catch (Exception e) { LogNotDisconnected(log, e, UserId); }
        }
        await stream.UnsubscribeAsync();
    });

    public void EndSession(string sessionId, string reason)
    {
        foreach (var device in devices.Values)
            if (device.SessionId == sessionId)
                _ = device.CloseAsync(LiveEvents.Serialize(LiveEvents.SessionEnded, new SessionEndedMessage(reason)), time);
    }

    private Task OnNotificationAsync(UserNotification notification)
    {
        if (notification.SessionEnded is { } ended) EndSession(ended.SessionId, ended.Reason);
        return notification.Events.IsDefaultOrEmpty
            ? Task.CompletedTask : stream.RunAsync(() => notifications.ApplyAsync(notification));
    }

    private async Task ConnectAsync()
    {
        if (stream.IsClosed) return;
        await Task.WhenAll(
            cluster.PresenceHost(admission.HostId).AddAsync(UserId),
            notifications.CompareAsync(() => cluster.Presence(UserId).ConnectAsync(admission.HostId)));
        LastReport = time.GetUtcNow();
    }

    private void Send(SerializedHubMessage message)
    {
        lock (sync)
        {
            foreach (var device in devices.Values) device.Send(message);
            foreach (var connecting in pending) connecting.Queue.Enqueue(message);
        }
    }

    [LoggerMessage(5102, LogLevel.Warning,
        "Disconnect of {UserId} from this host failed; presence expires within minutes")]
    private static partial void LogNotDisconnected(ILogger log, Exception e, string userId);
}
