using System.Collections.Concurrent;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Between streams and connections: one subscription on this host for each circle that is watched and each person that is connected, given back with the
/// last one. Every few seconds it compares with the grains, since a lost last message leaves no hole to see.
/// </summary>
internal sealed partial class LiveRelay(IClusterClient cluster, TimeProvider time, ILogger<LiveRelay> log) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(3);

    /// <summary>Sessions are asked this seldom whether they still live; their end is normally told at once.</summary>
    private const int ChecksPerSessionCheck = 5;

    private readonly ConcurrentDictionary<string, Connected> connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CircleWatch> circles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UserWatch> users = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How many devices are connected to this host.</summary>
    public int ConnectionCount => connections.Count;

    public async Task ConnectAsync(LiveConnection connection)
    {
        UserWatch? user;
        lock (gate)
        {
            if (!users.TryGetValue(connection.UserId, out user)) users.Add(connection.UserId, user = new UserWatch(connection.UserId, cluster, time, log));
            user.Holders++;
        }
        user.Add(connection);
        connections[connection.Id] = new Connected(connection, user, OpenAsync(user));
        await connections[connection.Id].Opening;
        // The session may have ended while its news was not yet subscribed to.
        await CheckSessionAsync(connections[connection.Id]);
    }

    public async Task DisconnectAsync(string connectionId)
    {
        if (!connections.TryRemove(connectionId, out var connected)) return;
        foreach (var circleId in connected.Circles.Keys) await ReleaseAsync(connected, circleId);
        bool last;
        lock (gate)
        {
            connected.User.Remove(connectionId);
            last = --connected.User.Holders == 0;
            if (last) users.Remove(connected.Connection.UserId);
        }
        if (!last) return;
        await connected.Opening;
        await connected.User.CloseAsync();
    }

    /// <summary>Watches a circle: news of it are subscribed to when this returns, and the connection gets none until it is attached.</summary>
    public async Task<CircleWatch?> HoldAsync(string connectionId, string circleId)
    {
        if (!connections.TryGetValue(connectionId, out var connected)) return null;
        CircleWatch? watch;
        lock (gate)
        {
            if (!circles.TryGetValue(circleId, out watch)) circles.Add(circleId, watch = new CircleWatch(circleId, cluster, log));
            if (connected.Circles.TryAdd(circleId, watch)) watch.Holders++;
        }
        try
        {
            await watch.OpenedAsync();
            await watch.DetachAsync(connectionId);
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
                CircleWatch[] watched;
                lock (gate) watched = [.. circles.Values];
                foreach (var watch in watched) watch.Check();
                if (round % ChecksPerSessionCheck != 0) continue;
                foreach (var connected in connections.Values) await CheckSessionAsync(connected);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
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
            if (!await cluster.GetGrain<ISessionGrain>(connected.Connection.SessionId).IsLiveAsync()) connected.User.EndSession(connected.Connection.SessionId, Sessions.Revoked);
        }
        catch (Exception e)
        {
            LogNotChecked(log, e);
        }
    }

    private async Task ReleaseAsync(Connected connected, string circleId)
    {
        CircleWatch? watch;
        bool last;
        lock (gate)
        {
            if (!connected.Circles.TryRemove(circleId, out watch)) return;
            last = --watch.Holders == 0;
            if (last) circles.Remove(circleId);
        }
        if (last) await watch.DisposeAsync();
        else await watch.DetachAsync(connected.Connection.Id);
    }

    /// <summary>A connection and what it holds.</summary>
    private sealed record Connected(LiveConnection Connection, UserWatch User, Task Opening)
    {
        public ConcurrentDictionary<string, CircleWatch> Circles { get; } = new(StringComparer.Ordinal);
    }

    [LoggerMessage(5201, LogLevel.Warning, "A person's news could not be subscribed to; their session is looked at every few seconds instead.")]
    private static partial void LogNotSubscribed(ILogger log, Exception e);

    [LoggerMessage(5202, LogLevel.Warning, "A connected session could not be looked at; the next round does.")]
    private static partial void LogNotChecked(ILogger log, Exception e);
}
