namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Connects streams with hub connections: one <see cref="CircleWatch"/> for each watched circle and one
/// <see cref="UserWatch"/> for each connected user, shared by the connections of this host and closed with the last
/// one. The users share the stream of this host. It compares the circles in one call when notifications may have been
/// lost without a gap: after an outage, and every few minutes.
/// </summary>
internal sealed partial class LiveRelay : BackgroundService
{
    private static readonly TimeSpan RoundInterval = TimeSpan.FromSeconds(3);

    /// <summary>The end of a session is notified; only a notification that its user's grain lost is found so late.</summary>
    private static readonly TimeSpan SessionCheckInterval = TimeSpan.FromMinutes(30);

    /// <summary>Rounds with renewals after silos came or went, because subscriptions move then.</summary>
    private const int RoundsAfterClusterChange = 8;
    private const int RoundsPerRenewal = 100;

    /// <summary>The maximum number of sessions that are checked at the same time.</summary>
    private const int MaxConcurrency = 16;
    private const int CirclesPerCall = 1000;

    /// <summary>The maximum time a connecting device waits for its user's registration.</summary>
    private static readonly TimeSpan MaxHandshake = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, LiveConnection> connections = new(StringComparer.Ordinal);
    private readonly StreamFollower<HostNotification> stream;
    private readonly WatchRegistry<CircleWatch> circles;
    private readonly WatchRegistry<UserWatch> users;
    private readonly HostHeartbeat heartbeat;
    private readonly IClusterClient cluster;
    private readonly TimeProvider time;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private int renewals;

    public LiveRelay(
        IClusterClient cluster, LiveAdmission admission, TimeProvider time,
        [FromKeyedServices(Clocks.Domain)] TimeProvider clock, ILogger<LiveRelay> log)
    {
        (this.cluster, this.time, this.clock, this.log) = (cluster, time, clock, log);
        circles = new((id, previous) => new CircleWatch(id, cluster, OnWatchEnded, clock, log, previous), log);
        users = new((id, previous) => new UserWatch(id, admission, cluster, clock, log, previous), log);
        heartbeat = new(cluster, admission.HostId, time, clock, () => RenewAgain(HostHeartbeat.RoundsAfterOutage), log);
        stream = new(cluster, StreamCatalog.Host(admission.HostId), OnNotificationAsync, Task.CompletedTask);
    }

    public int ConnectionCount => connections.Count;

    /// <summary>Schedules renewals, because silos came or went and subscriptions may have gone with them.</summary>
    public void ClusterChanged()
    {
        RenewAgain(RoundsAfterClusterChange);
        heartbeat.ReportAgain(RoundsAfterClusterChange);
    }

    /// <summary>Registers for the user's notifications, and queues them until the device is connected.</summary>
    public async Task<PendingConnection> PrepareAsync(SessionPrincipal session)
    {
        var pending = users.Hold(session.UserId).AddPending(session);
        try { await OpenAsync(pending.User).WaitAsync(MaxHandshake, time); }
        catch (TimeoutException)
        {
            // During an outage the device is connected all the same; it reads what it missed.
        }
        return pending;
    }

    /// <summary>Releases what was prepared for a device, after it has disconnected or failed to connect.</summary>
    public async Task DropPendingAsync(PendingConnection pending)
    {
        pending.User.RemovePending(pending);
        if (users.Release(pending.User.UserId) is { } closing) await closing;
    }

    public async Task ConnectAsync(LiveConnection connection, PendingConnection pending)
    {
        users.Hold(connection.User.UserId).Add(connection, pending);
        connections[connection.Id] = connection;
        await OpenAsync(connection.User);
        // The session may have ended before this host was registered.
        await CheckSessionAsync(connection);
    }

    public async Task DisconnectAsync(string connectionId)
    {
        if (!connections.TryRemove(connectionId, out var connection)) return;
        foreach (var circleId in connection.Circles.Keys) await ReleaseAsync(connection, circleId);
        connection.User.Remove(connectionId);
        if (users.Release(connection.User.UserId) is { } closing) await closing;
    }

    /// <summary>Subscribes to a circle; nothing is sent before the attachment. Null: the connection is gone.</summary>
    public async Task<CircleWatch?> HoldAsync(string connectionId, string circleId)
    {
        while (connections.TryGetValue(connectionId, out var connection))
        {
            var watch = await HoldAsync(connection, circleId);
            // A watch that ended meanwhile has released the connection.
            if (connection.Circles.TryGetValue(circleId, out var held) && held == watch) return watch;
        }
        return null;
    }

    public LiveConnection? Connection(string connectionId) => connections.GetValueOrDefault(connectionId);

    public Task ReleaseAsync(string connectionId, string circleId) =>
        connections.TryGetValue(connectionId, out var connection)
            ? ReleaseAsync(connection, circleId) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RoundInterval, time);
        var (renewing, checking) = (Task.CompletedTask, Task.CompletedTask);
        var beating = heartbeat.RunAsync(
            () => users.All, stream.SubscriberAsync, () => CompareAsync(circles.All), stoppingToken);
        try
        {
            for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                // Not awaited, and one at a time: during an outage they take long, and the rounds go on.
                if (renewing.IsCompleted && (renewals > 0 || round % RoundsPerRenewal == 0))
                {
                    if (renewals > 0) Interlocked.Decrement(ref renewals);
                    renewing = RenewAsync();
                }
                if (checking.IsCompleted) checking = CheckSessionsAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) { /* The host is stopping. */ }
        await beating;
    }

    private void RenewAgain(int rounds) => Interlocked.Exchange(ref renewals, Math.Max(renewals, rounds));

    private Task OnNotificationAsync(HostNotification notification)
    {
        foreach (var addressed in notification.Notifications)
            foreach (var userId in addressed.UserIds) users.Find(userId)?.OnNotification(addressed.Notification);
        return Task.CompletedTask;
    }

    private async Task RenewAsync()
    {
        foreach (var watch in circles.All) watch.Renew();
        if (!stream.IsSubscribed && users.All.Length == 0) return;
        try
        {
            await stream.RunAsync(async () =>
            {
                if (await stream.RenewAsync()) heartbeat.ReportAgain();
            });
        }
        catch (Exception e)
        {
            RenewAgain(1);
            LogNotSubscribed(log, e, "this host");
        }
    }

    private async Task CompareAsync(CircleWatch[] watches)
    {
        try
        {
            foreach (var some in watches.Chunk(CirclesPerCall))
            {
                var versions = await cluster.CircleVersions().GetAsync([.. some.Select(static watch => watch.CircleId)]);
                for (var i = 0; i < some.Length; i++)
                    if (versions[i] is { } found) some[i].Check(found);
            }
        }
        catch (Exception e)
        {
            heartbeat.ReportAgain();
            LogNotCompared(log, e);
        }
    }

    private async Task CheckSessionsAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var due = connections.Select(static pair => pair.Value).Where(one => one.SessionCheckDue <= now).ToList();
        if (due.Count == 0) return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stopping };
        try { await Parallel.ForEachAsync(due, options, async (connection, _) => await CheckSessionAsync(connection)); }
        catch (OperationCanceledException) { /* The host is stopping. */ }
    }

    private async Task<CircleWatch> HoldAsync(LiveConnection connection, string circleId)
    {
        var watch = circles.Hold(circleId);
        // A connection holds a watch once, and one that has disconnected meanwhile holds none.
        if (!connection.Circles.TryAdd(circleId, watch)) _ = circles.Release(circleId);
        else if (!connections.ContainsKey(connection.Id)) await ReleaseAsync(connection, circleId);
        try
        {
            await watch.Opening;
            await watch.DetachAsync(connection.Id);
            return watch;
        }
        catch
        {
            await ReleaseAsync(connection, circleId);
            throw;
        }
    }

    private async Task ReleaseAsync(LiveConnection connection, string circleId)
    {
        if (!connection.Circles.TryRemove(circleId, out var watch)) return;
        await (circles.Release(circleId) ?? watch.DetachAsync(connection.Id));
    }

    /// <summary>Releases before the connection is notified, so that the device may watch again at once.</summary>
    private void OnWatchEnded(CircleWatch watch, string circleId, string connectionId)
    {
        if (connections.TryGetValue(connectionId, out var connection) && connection.Circles.TryRemove(new(circleId, watch)))
            _ = circles.Release(circleId);
    }

    /// <summary>Disconnects a device whose session has ended without a notification.</summary>
    private async Task CheckSessionAsync(LiveConnection connection)
    {
        try
        {
            connection.CheckSessionAt(clock.GetUtcNow() + SessionCheckInterval);
            if (await cluster.Session(connection.SessionId).EndReasonAsync() is { } reason)
                connection.User.EndSession(new SessionEnded(connection.SessionId, reason));
        }
        catch (Exception e)
        {
            connection.CheckSessionAt(DateTimeOffset.MinValue);
            LogNotChecked(log, e);
        }
    }

    private async Task OpenAsync(UserWatch user)
    {
        try
        {
            if (!stream.IsSubscribed) await stream.RunAsync(stream.SubscribeAsync);
            await user.OpenAsync();
        }
        catch (Exception e)
        {
            if (!stream.IsSubscribed) RenewAgain(1);
            LogNotSubscribed(log, e, user.UserId);
        }
    }

    [LoggerMessage(5201, LogLevel.Warning,
        "Registration for notifications of {Subject} failed; the next report of this host repeats it")]
    private static partial void LogNotSubscribed(ILogger log, Exception e, string subject);

    [LoggerMessage(5202, LogLevel.Warning, "Check of a connected session failed; the next round repeats it")]
    private static partial void LogNotChecked(ILogger log, Exception e);

    [LoggerMessage(5205, LogLevel.Warning, "Comparison of the watched circles failed; the next report repeats it")]
    private static partial void LogNotCompared(ILogger log, Exception e);
}
