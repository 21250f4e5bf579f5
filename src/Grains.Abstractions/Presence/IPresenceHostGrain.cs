using Orleans.Concurrency;

namespace XelaConnect.Presence;

/// <summary>Whose devices one host has, keyed by the host's id or by its name as a subscriber: notices when the host is gone, and says so for all of them.</summary>
[Alias("presence.host")]
public interface IPresenceHostGrain : IGrainWithStringKey
{
    /// <summary>The host has devices of this person.</summary>
    [Alias("Add")]
    Task AddAsync(string userId);

    /// <summary>The host has no device of this person any more.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string userId);

    /// <summary>
    /// Whether the host was heard of lately; one that was never asked about is given time to be heard. A host is known by its id, and by the name under which
    /// it subscribes to streams.
    /// </summary>
    [Alias("IsAlive"), ReadOnly]
    Task<bool> IsAliveAsync();

    /// <summary>The host lives. False: this does not know the host's people (any more), and wants to hear of them.</summary>
    [Alias("Beat")]
    Task<bool> HeartbeatAsync();
}
