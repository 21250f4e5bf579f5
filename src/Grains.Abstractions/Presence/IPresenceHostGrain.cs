namespace XelaConnect.Presence;

/// <summary>
/// The users who have devices on one host, keyed by the host's id or by its name as a stream subscriber. It detects a
/// lost host and disconnects its users.
/// </summary>
[Alias("presence.host")]
public interface IPresenceHostGrain : IGrainWithStringKey
{
    /// <summary>Adds a user who has devices on the host.</summary>
    [Alias("Add")]
    Task AddAsync(string userId);

    /// <summary>Removes a user who has no devices on the host any more.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string userId);

    /// <summary>
    /// Whether the host sent a heartbeat recently. A host without any heartbeat counts as alive for an hour.
    /// </summary>
    [Alias("IsAlive"), ReadOnly]
    Task<bool> IsAliveAsync();

    /// <summary>
    /// Records a heartbeat of the host. Returns false when this grain does not know the host's users; the host then
    /// adds them again.
    /// </summary>
    [Alias("Beat")]
    Task<bool> HeartbeatAsync();
}
