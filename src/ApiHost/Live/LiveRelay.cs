namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Connects streams with hub connections: one <see cref="CircleWatch"/> for each watched circle and one
/// <see cref="UserWatch"/> for each connected user, shared by the connections of this host and closed with the last
/// one. Every few seconds it compares the watches with the grains, because a lost last notification leaves no gap.
/// </summary>
internal sealed partial class LiveRelay : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(3);

    /// <summary>Sessions are checked in every fifth round; normally their end is notified at once.</summary>
    private const int RoundsPerSessionCheck = 5;

    /// <summary>Rounds with renewals after silos came or went, because subscriptions move then.</summary>
    private const int RoundsAfterClusterChange = 8;
    private const int RoundsPerRenewal = 100;

    /// <summary>The maximum number of users or sessions that are compared at the same time.</summary>
    private const int MaxConcurrency = 16;

    private static readonly Task<string?> NoSubscriber = Task.FromResult<string?>(null);

    /// <summary>The maximum time a connecting device waits for its user's subscription.</summary>
    private static readonly TimeSpan MaxHandshake = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, LiveConnection> connections = new(StringComparer.Ordinal);
    private readonly WatchRegistry<CircleWatch> circles;
    private readonly WatchRegistry<UserWatch> users;
    private readonly HostHeartbeat heartbeat;
    private readonly IClusterClient cluster;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private int renewals;

    public LiveRelay(IClusterClient cluster, LiveAdmission admission, TimeProvider time, ILogger<LiveRelay> log)
    {
        (this.cluster, this.time, this.log) = (cluster, time, log);
        circles = new((id, previous) => new CircleWatch(id, cluster, OnWatchEnded, log, previous), log);
        users = new((id, previous) => new UserWatch(id, admission, cluster, time, log, previous), log);
        heartbeat = new(cluster, admission.HostId, time, log);
    }

    public int ConnectionCount => connections.Count;

    /// <summary>Schedules renewals, because silos came or went and subscriptions may have gone with them.</summary>
    public void ClusterChanged() => Interlocked.Exchange(ref renewals, RoundsAfterClusterChange);

    /// <summary>Subscribes to the user's notifications, and queues them until the device is connected.</summary>
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
        // The session may have ended before its end was subscribed to.
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
        using var timer = new PeriodicTimer(CheckInterval, time);
        var comparing = Task.CompletedTask;
        var beating = heartbeat.RunAsync(
            () => users.All, () => users.All is [var first, ..] ? first.SubscriberAsync() : NoSubscriber, stoppingToken);
        try
        {
            for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                var renew = Interlocked.Decrement(ref renewals) >= 0 || round % RoundsPerRenewal == 0;
                foreach (var watch in circles.All)
                {
                    if (renew) watch.Renew();
                    else watch.Check();
                }
                var renewed = renew ? users.All : [];
                var checkedSessions = round % RoundsPerSessionCheck == 0 ? connections.Values.ToArray() : [];
                // Not awaited, and one at a time: during an outage they take long, and the rounds go on.
                if (comparing.IsCompleted && renewed.Length + checkedSessions.Length > 0)
                    comparing = CompareAsync(renewed, checkedSessions, stoppingToken);
            }
        }
        catch (OperationCanceledException) { /* The host is stopping. */ }
        await beating;
    }

    private async Task CompareAsync(UserWatch[] renewed, LiveConnection[] checkedSessions, CancellationToken stopping)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stopping };
        try
        {
            await Parallel.ForEachAsync(renewed, options, async (user, _) => await RenewAsync(user));
            await Parallel.ForEachAsync(checkedSessions, options, async (connection, _) => await CheckSessionAsync(connection));
        }
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
            if (await cluster.Session(connection.SessionId).EndReasonAsync() is { } reason)
                connection.User.EndSession(connection.SessionId, reason);
        }
        catch (Exception e) { LogNotChecked(log, e); }
    }

    private async Task RenewAsync(UserWatch user)
    {
        try { await user.RenewAsync(); }
        catch (Exception e) { LogNotSubscribed(log, e, user.UserId); }
    }

    private async Task OpenAsync(UserWatch user)
    {
        try { await user.OpenAsync(); }
        catch (Exception e) { LogNotSubscribed(log, e, user.UserId); }
    }

    [LoggerMessage(5201, LogLevel.Warning,
        "Subscription to notifications of {UserId} failed; the next renewal retries it")]
    private static partial void LogNotSubscribed(ILogger log, Exception e, string userId);

    [LoggerMessage(5202, LogLevel.Warning, "Check of a connected session failed; the next round repeats it")]
    private static partial void LogNotChecked(ILogger log, Exception e);
}
