namespace XelaConnect.Grains.Presence;

/// <summary>The lease of a host, in memory. A host that finds none reports its users again.</summary>
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
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    /// <summary>Then subscriptions are deleted. A host that was disconnected for a while keeps them.</summary>
    private static readonly TimeSpan SubscriptionLifetime = TimeSpan.FromMinutes(2);
    /// <summary>Hosts of earlier versions send no heartbeat under their subscriber name.</summary>
    private static readonly TimeSpan FirstHeartbeatTimeout = TimeSpan.FromHours(1);

    private readonly DateTimeOffset activated = time.GetUtcNow();
    private DateTimeOffset lastHeartbeat;
    /// <summary>Runs as long as the host has a lease.</summary>
    private IGrainTimer? checking;

    public async Task<bool> RenewAsync()
    {
        var isHeld = await HeartbeatAsync();
        checking ??= this.RegisterGrainTimer(
            CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return isHeld;
    }

    public Task AddAsync(string userId) => RenewAsync();
    public Task RemoveAsync(string userId) => Task.CompletedTask;

    public Task<bool> IsAliveAsync() => Task.FromResult(lastHeartbeat == default
        ? time.GetUtcNow() - activated < FirstHeartbeatTimeout
        : time.GetUtcNow() - lastHeartbeat < SubscriptionLifetime);

    public Task<bool> HeartbeatAsync()
    {
        lastHeartbeat = time.GetUtcNow();
        return Task.FromResult(checking is not null);
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() - lastHeartbeat < MaxSilence) return;
        checking?.Dispose();
        checking = null;
        var hostId = this.GetPrimaryKeyString();
        LogHostLost(log, hostId);
        try { await Task.WhenAll(PresenceShards.Keys.Select(shard => grains.PresenceShard(shard).LoseAsync(hostId))); }
        catch (Exception e) { LogNotNotified(log, e, hostId); }
    }

    [LoggerMessage(2902, LogLevel.Warning, "Lost host {HostId}; disconnecting its users")]
    private static partial void LogHostLost(ILogger log, string hostId);

    [LoggerMessage(
        2903, LogLevel.Warning, "Disconnecting users of lost host {HostId} failed; their registrations expire")]
    private static partial void LogNotNotified(ILogger log, Exception e, string hostId);
}
