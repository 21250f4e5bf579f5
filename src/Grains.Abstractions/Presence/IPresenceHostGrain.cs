namespace XelaConnect.Presence;

/// <summary>The users who have devices on one host, keyed by its id or subscriber name. Detects a lost host.</summary>
[Alias("presence.host")]
public interface IPresenceHostGrain : IGrainWithStringKey
{
    /// <summary>Adds a user who has devices on the host.</summary>
    [Alias("Add")]
    Task AddAsync(string userId);

    /// <summary>Removes a user who has no devices on the host any more.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string userId);

    /// <summary>Whether a heartbeat came recently. A host without any counts as alive for an hour.</summary>
    [Alias("IsAlive"), ReadOnly]
    Task<bool> IsAliveAsync();

    /// <summary>Records a heartbeat. False when the host's users are unknown: the host adds them again.</summary>
    [Alias("Beat")]
    Task<bool> HeartbeatAsync();
}
