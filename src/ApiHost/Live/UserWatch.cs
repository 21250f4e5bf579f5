namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Sends the notifications of one user to the user's devices on this host. Its steps run one after another. An idle user
/// needs no grain: the host reports all its users together.
/// </summary>
internal sealed partial class UserWatch : IWatch, IReportingUser
{
    /// <summary>Notifications that wait for a step. Those beyond are dropped and read from the histories later.</summary>
    private const int MaxWaiting = 1000;

    private readonly UserNotificationFollower notifications;
    private readonly SerialQueue queue = new();
    private readonly HashSet<PendingConnection> pending = [];
    private readonly Lock sync = new();
    private readonly LiveAdmission admission;
    private readonly IClusterClient cluster;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private LiveConnection[] devices = [];
    private int waiting;
    private bool isClosed;

    /// <summary>The user's next watch on this host begins when <paramref name="previous"/> has ended.</summary>
    public UserWatch(
        string userId, LiveAdmission admission, IClusterClient cluster, TimeProvider time, ILogger log, Task previous)
    {
        (UserId, this.admission, this.cluster, this.time, this.log) = (userId, admission, cluster, time, log);
        notifications = new UserNotificationFollower(userId, cluster, Send, EndSession, CheckSessions, time, log);
        if (!previous.IsCompleted) _ = queue.EnqueueAsync(() => previous);
    }

    public string UserId { get; }
    public ReportedUser Report => new(UserId, notifications.Ticket, admission.Of(UserId));

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
            devices = [.. devices, device];
        }
    }

    public void Remove(string connectionId)
    {
        lock (sync) devices = Array.FindAll(devices, device => device.Id != connectionId);
    }

    /// <summary>Registers this host, unless that has happened; a failed attempt is retried by the next device.</summary>
    public Task OpenAsync() =>
        queue.EnqueueAsync(() => notifications.Ticket is null ? ConnectAsync() : Task.CompletedTask);

    /// <summary>Detects lost notifications.</summary>
    public Task CompareAsync() => queue.EnqueueAsync(ConnectAsync);

    public void Confirm(DateTimeOffset asOf) => _ = queue.EnqueueAsync(() =>
    {
        notifications.Confirm(asOf);
        return Task.CompletedTask;
    });

    public void OnNotification(UserNotification notification)
    {
        if (Interlocked.Increment(ref waiting) > MaxWaiting) Interlocked.Decrement(ref waiting);
        else _ = ApplyAsync(notification);
    }

    public Task CloseAsync() => queue.EnqueueAsync(async () =>
    {
        isClosed = true;
        try { await cluster.Presence(UserId).DisconnectAsync(admission.HostId, lost: false); }
        catch (Exception e) { LogNotDisconnected(log, e, UserId); }
    });

    public void EndSession(SessionEnded ended)
    {
        foreach (var device in devices)
            if (device.SessionId == ended.SessionId)
                _ = device.CloseAsync(
                    LiveEvents.Serialize(LiveEvents.SessionEnded, new SessionEndedMessage(ended.Reason)), time);
    }

    private async Task ApplyAsync(UserNotification notification)
    {
        try { await queue.EnqueueAsync(() => notifications.ApplyAsync(notification)); }
        catch (Exception e) { LogNotApplied(log, e, UserId); }
        finally { Interlocked.Decrement(ref waiting); }
    }

    private Task ConnectAsync() => isClosed ? Task.CompletedTask : notifications.CompareAsync(
        () => cluster.Presence(UserId).ConnectAsync(admission.HostId, admission.Of(UserId)));

    /// <summary>A notification that was lost may be of the end of a session.</summary>
    private void CheckSessions()
    {
        foreach (var device in devices) device.CheckSessionAt(DateTimeOffset.MinValue);
    }

    private void Send(SerializedHubMessage message)
    {
        lock (sync)
        {
            foreach (var device in devices) device.Send(message);
            foreach (var connecting in pending) connecting.Queue.Enqueue(message);
        }
    }

    [LoggerMessage(5107, LogLevel.Warning, "Notification of {UserId} was not sent; the next one or comparison fills the gap")]
    private static partial void LogNotApplied(ILogger log, Exception e, string userId);

    [LoggerMessage(5102, LogLevel.Warning,
        "Disconnect of {UserId} from this host failed; presence expires within minutes")]
    private static partial void LogNotDisconnected(ILogger log, Exception e, string userId);
}
