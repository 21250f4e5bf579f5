using System.Collections.Concurrent;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Between streams and connections: one subscription on this host for each circle that is watched and each person that is connected, given back with the
/// last one. Every few seconds it compares with the grains, since a lost last message leaves no hole to see.
/// </summary>
internal sealed partial class LiveRelay(IClusterClient cluster, LiveAdmission admission, TimeProvider time, ILogger<LiveRelay> log) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(3);

    /// <summary>Sessions are asked this seldom whether they still live; their end is normally told at once.</summary>
    private const int ChecksPerSessionCheck = 5;

    /// <summary>After silos came or went, subscriptions are looked at in this many checks: what a dead silo held moves only when the others have given it up.</summary>
    private const int ChecksThatRenew = 8;

    /// <summary>Without such a reason they are looked at this seldom.</summary>
    private const int ChecksPerRenewal = 100;

    /// <summary>In so many checks, a minute, it is said of everyone connected here that they are; a part of them in each.</summary>
    private const int ChecksPerHeartbeat = 20;

    /// <summary>How long a device that connects waits for its person's news to be taken up.</summary>
    private static readonly TimeSpan MaxHandshake = TimeSpan.FromSeconds(2);

    /// <summary>How many people are asked about at one time.</summary>
    private const int CompareBatchSize = 16;

    private readonly ConcurrentDictionary<string, Connected> connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CircleWatch> circles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UserWatch> users = new(StringComparer.Ordinal);
    private readonly WatchEndings endings = new(log);
    private readonly Lock sync = new();
    private int renewals;
    private Task comparing = Task.CompletedTask;
    private Task declaring = Task.CompletedTask;
    private string? subscriber;

    /// <summary>How many devices are connected to this host.</summary>
    public int ConnectionCount => connections.Count;

    /// <summary>Silos came or went: subscriptions may have gone with them.</summary>
    public void ClusterChanged() => Interlocked.Exchange(ref renewals, ChecksThatRenew);

    /// <summary>A device is about to connect: from now on nothing its person is told passes it by.</summary>
    public async Task<PendingConnection> PrepareAsync(SessionPrincipal session)
    {
        var arrival = Hold(session.UserId).Expect(session);
        // Where nobody answers, the connection is made all the same; what it misses it asks for.
        try { await OpenAsync(arrival.User).WaitAsync(MaxHandshake, time); }
        catch (TimeoutException) { /* goes on beside it */ }
        return arrival;
    }

    /// <summary>The device has gone, or never came.</summary>
    public async Task DropPendingAsync(PendingConnection arrival)
    {
        arrival.User.Forget(arrival);
        if (Release(arrival.User) is { } ending) await ending;
    }

    public async Task ConnectAsync(LiveConnection connection, PendingConnection arrival)
    {
        var user = Hold(connection.UserId);
        user.Add(connection, arrival);
        connections[connection.Id] = new Connected(connection, user, OpenAsync(user));
        await connections[connection.Id].Opening;
        // The session may have ended while its news was not yet subscribed to.
        await CheckSessionAsync(connections[connection.Id]);
    }

    public async Task DisconnectAsync(string connectionId)
    {
        if (!connections.TryRemove(connectionId, out var connected)) return;
        foreach (var circleId in connected.Circles.Keys) await ReleaseAsync(connected, circleId);
        connected.User.Remove(connectionId);
        if (Release(connected.User) is { } ending) await ending;
    }

    private UserWatch Hold(string userId)
    {
        lock (sync)
        {
            if (!users.TryGetValue(userId, out var user)) users.Add(userId, user = new UserWatch(userId, admission, cluster, time, log, endings.Of(userId)));
            user.Holders++;
            return user;
        }
    }

    /// <summary>The end of the watch when nobody needs it any more.</summary>
    private Task? Release(UserWatch user)
    {
        lock (sync)
        {
            if (--user.Holders > 0) return null;
            users.Remove(user.UserId);
            return endings.Begin(user.UserId, user.CloseAsync);
        }
    }

    /// <summary>Watches a circle: news of it are subscribed to when this returns, and the connection gets none until it is attached.</summary>
    public async Task<CircleWatch?> HoldAsync(string connectionId, string circleId)
    {
        if (!connections.TryGetValue(connectionId, out var connected)) return null;
        while (true)
        {
            var watch = await TakeAsync(connected, circleId);
            // A watch that ended meanwhile has let the connection go.
            if (connected.Circles.TryGetValue(circleId, out var held) ? held == watch : !connections.ContainsKey(connectionId)) return watch;
        }
    }

    /// <summary>The watch of a circle, which the connection needs and gets nothing from.</summary>
    private async Task<CircleWatch> TakeAsync(Connected connected, string circleId)
    {
        CircleWatch? watch;
        lock (sync)
        {
            if (!circles.TryGetValue(circleId, out watch)) circles.Add(circleId, watch = new CircleWatch(circleId, cluster, CloseIdle, log, endings.Of(circleId)));
            if (connected.Circles.TryAdd(circleId, watch)) watch.Holders++;
        }
        try
        {
            await watch.OpenedAsync();
            await watch.DetachAsync(connected.Connection.Id);
            return watch;
        }
        catch
        {
            await ReleaseAsync(connected, circleId);
            throw;
        }
    }

    /// <summary>The connection of a caller, or null when it is gone.</summary>
    public LiveConnection? Connection(string connectionId) => connections.TryGetValue(connectionId, out var connected) ? connected.Connection : null;

    /// <summary>Watches a circle no longer.</summary>
    public Task ReleaseAsync(string connectionId, string circleId) =>
        connections.TryGetValue(connectionId, out var connected) ? ReleaseAsync(connected, circleId) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        try
        {
            for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                var renew = Interlocked.Decrement(ref renewals) >= 0 || round % ChecksPerRenewal == 0;
                CircleWatch[] watched;
                UserWatch[] people;
                lock (sync) (watched, people) = ([.. circles.Values], renew ? [.. users.Values] : []);
                foreach (var watch in watched)
                {
                    if (renew) watch.Renew();
                    else watch.Check();
                }
                var asked = round % ChecksPerSessionCheck == 0 ? connections.Values.ToArray() : [];
                // Beside the rounds, and one at a time: while nobody answers, it takes long.
                if (comparing.IsCompleted && asked.Length + people.Length > 0) comparing = CompareAsync(people, asked, stoppingToken);
                if (declaring.IsCompleted && (subscriber is not null || !connections.IsEmpty)) declaring = HeartbeatAsync(round, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private async Task CompareAsync(UserWatch[] people, Connected[] sessions, CancellationToken stopping)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = CompareBatchSize, CancellationToken = stopping };
        try
        {
            await Parallel.ForEachAsync(people, options, async (user, _) => await RenewAsync(user));
            await Parallel.ForEachAsync(sessions, options, async (connected, _) => await CheckSessionAsync(connected));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>This host lives; and if nobody knew, or a minute has gone by, whom it has.</summary>
    private async Task HeartbeatAsync(int round, CancellationToken stopping)
    {
        try
        {
            KeyValuePair<string, UserWatch>[] people;
            lock (sync) people = [.. users];
            subscriber ??= people is [var (_, user), ..] ? await user.SubscriberAsync() : null;
            if (subscriber is not null) await cluster.PresenceHost(subscriber).HeartbeatAsync();
            // Where nobody knows whom this host has, it is said of all at once.
            if (await cluster.PresenceHost(admission.HostId).HeartbeatAsync())
                people = [.. people.Where(p => (uint)p.Key.GetHashCode(StringComparison.Ordinal) % ChecksPerHeartbeat == round % ChecksPerHeartbeat)];
            await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = CompareBatchSize, CancellationToken = stopping }, async (p, _) => await RedeclareAsync(p.Value));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        catch (Exception e)
        {
            LogNotDeclared(log, e);
        }
    }

    private async Task RedeclareAsync(UserWatch user)
    {
        try { await user.RedeclareAsync(); }
        catch (Exception e) { LogNotDeclared(log, e); }
    }

    private async Task RenewAsync(UserWatch user)
    {
        try { await user.RenewAsync(); }
        catch (Exception e) { LogNotSubscribed(log, e); }
    }

    private async Task OpenAsync(UserWatch user)
    {
        try { await user.OpenAsync(); }
        catch (Exception e) { LogNotSubscribed(log, e); }
    }

    private async Task CheckSessionAsync(Connected connected)
    {
        try
        {
            if (await cluster.Session(connected.Connection.SessionId).EndReasonAsync() is { } reason) connected.User.EndSession(connected.Connection.SessionId, reason);
        }
        catch (Exception e)
        {
            LogNotChecked(log, e);
        }
    }

    private async Task ReleaseAsync(Connected connected, string circleId)
    {
        CircleWatch? watch;
        Task? ending = null;
        lock (sync)
        {
            if (!connected.Circles.TryRemove(circleId, out watch)) return;
            if (--watch.Holders == 0)
            {
                circles.Remove(circleId);
                ending = endings.Begin(circleId, () => watch.DisposeAsync().AsTask());
            }
        }
        await (ending ?? watch.DetachAsync(connected.Connection.Id));
    }

    /// <summary>A connection's watch has ended, and it is about to be told: by then it needs the watch no longer, and may come again at once.</summary>
    private void CloseIdle(CircleWatch watch, string circleId, string connectionId)
    {
        lock (sync)
        {
            if (!connections.TryGetValue(connectionId, out var connected) || !connected.Circles.TryRemove(new(circleId, watch))) return;
            if (--watch.Holders > 0) return;
            circles.Remove(circleId);
            _ = endings.Begin(circleId, () => watch.DisposeAsync().AsTask());
        }
    }

    /// <summary>A connection and what it holds.</summary>
    private sealed record Connected(LiveConnection Connection, UserWatch User, Task Opening)
    {
        public ConcurrentDictionary<string, CircleWatch> Circles { get; } = new(StringComparer.Ordinal);
    }

    [LoggerMessage(5201, LogLevel.Warning, "A person's news could not be subscribed to; their session is looked at every few seconds instead.")]
    private static partial void LogNotSubscribed(ILogger log, Exception e);

    [LoggerMessage(5204, LogLevel.Warning, "That this host lives, or whom it has, could not be said; the next round does.")]
    private static partial void LogNotDeclared(ILogger log, Exception e);

    [LoggerMessage(5202, LogLevel.Warning, "A connected session could not be looked at; the next round does.")]
    private static partial void LogNotChecked(ILogger log, Exception e);
}
