namespace XelaConnect.Grains.Presence;

/// <summary>The users of a host, in memory. A host that finds it empty adds its users again.</summary>
[GrainType("presence-host"), Reentrant, Immovable]
internal sealed partial class PresenceHostGrain(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceHostGrain> log)
    : Grain, IPresenceHostGrain
{
    /// <summary>
    /// After it a host is lost; hosts send a heartbeat every 3 s. Long enough for a silo to die in between, so that its
    /// death makes nobody look offline.
    /// </summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private const int NotifyBatchSize = 100;
    /// <summary>Then subscriptions are deleted. A host that was disconnected for a while keeps them.</summary>
    private static readonly TimeSpan SubscriptionLifetime = TimeSpan.FromMinutes(2);
    /// <summary>Hosts of earlier versions send no heartbeat under their subscriber name.</summary>
    private static readonly TimeSpan FirstHeartbeatTimeout = TimeSpan.FromHours(1);

    private readonly DateTimeOffset activated = time.GetUtcNow();
    private readonly HashSet<string> users = new(StringComparer.Ordinal);
    private DateTimeOffset lastHeartbeat;
    private bool isKnown;
    private IGrainTimer? checking;

    public Task AddAsync(string userId)
    {
        users.Add(userId);
        isKnown = true;
        lastHeartbeat = time.GetUtcNow();
        checking ??= this.RegisterGrainTimer(
            CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string userId)
    {
        users.Remove(userId);
        return Task.CompletedTask;
    }

    public Task<bool> IsAliveAsync() => Task.FromResult(lastHeartbeat == default
        ? time.GetUtcNow() - activated < FirstHeartbeatTimeout
        : time.GetUtcNow() - lastHeartbeat < SubscriptionLifetime);

    public Task<bool> HeartbeatAsync()
    {
        lastHeartbeat = time.GetUtcNow();
        return Task.FromResult(isKnown);
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        if (users.Count == 0 || time.GetUtcNow() - lastHeartbeat < MaxSilence) return;
        var hostId = this.GetPrimaryKeyString();
        var disconnected = users.ToArray();
        users.Clear();
        isKnown = false;
        checking?.Dispose();
        checking = null;
        LogHostLost(log, hostId, disconnected.Length);
        foreach (var batch in disconnected.Chunk(NotifyBatchSize))
        {
            try { await Task.WhenAll(batch.Select(id => grains.Presence(id).DisconnectAsync(hostId, lost: true))); }
            catch (Exception e) { LogNotNotified(log, e, hostId); }
        }
    }

    [LoggerMessage(2902, LogLevel.Warning, "Lost host {HostId}; disconnecting {Users} users")]
    private static partial void LogHostLost(ILogger log, string hostId, int users);

    [LoggerMessage(
        2903, LogLevel.Warning, "Disconnecting users of lost host {HostId} failed; their registrations expire")]
    private static partial void LogNotNotified(ILogger log, Exception e, string hostId);
}
