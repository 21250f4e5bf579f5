using XelaConnect.Notifications;

namespace XelaConnect.Presence;

/// <summary>
/// One user's presence, keyed by user id, merged over all hosts. Not stored. While the user is idle the activation ends,
/// and <see cref="IPresenceShardGrain"/> keeps what the next one needs.
/// </summary>
[Alias("presence.person")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>Registers a host with its connections of the user: when the first device connects, or to compare.</summary>
    [Alias("ConnectHost")]
    Task<PresenceTicket> ConnectAsync(string hostId, ImmutableArray<string> connectionIds);
    /// <summary>Registers a host of an earlier version, which does so again every minute.</summary>
    [Alias("Connect")] Task<PresenceTicket> ConnectAsync(string hostId);
    /// <summary>Unregisters a host without devices of the user. A lost host gets no grace period.</summary>
    [Alias("Disconnect")] Task DisconnectAsync(string hostId, bool lost);
    /// <summary>Counts a hub connection that is about to open, each id once, or refuses it.</summary>
    [Alias("OpenConnection")] Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId);
    /// <summary>Whether one more hub connection could open now, without counting it.</summary>
    [Alias("MayConnect")] Task<Outcome<Done>> MayConnectAsync();
    /// <summary>Removes a hub connection that closed or never opened.</summary>
    [Alias("CloseConnection")] Task CloseConnectionAsync(string hostId, string connectionId);
    /// <summary>Replaces the connections on a host of an earlier version.</summary>
    [Alias("ReportConnections")] Task ReportConnectionsAsync(string hostId, ImmutableArray<string> connectionIds);
    /// <summary>Makes the user visible, and online as <see cref="DeclareOnlineAsync"/> does.</summary>
    [Alias("GoOnline")] Task GoOnlineAsync(string operationId, string sessionId);
    /// <summary>Ends the declared presence, and hides or shows the user if <c>invisible</c> is set.</summary>
    [Alias("GoOffline")] Task GoOfflineAsync(string operationId, bool? invisible);
    /// <summary><see cref="DeclareOnlineAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("Online")] Task OnlineAsync();
    /// <summary>Declares the user online for two minutes, or until the session ends or another declaration.</summary>
    [Alias("SayOnline")] Task DeclareOnlineAsync(string sessionId);
    /// <summary>Ends the presence that a session declared, and notifies its devices.</summary>
    [Alias("SessionEnded")] Task EndSessionAsync(SessionEnded ended);
    /// <summary>Ends the presence that a session declared, as silos of earlier versions call it.</summary>
    [Alias("EndSession")] Task EndSessionAsync(string sessionId);
    /// <summary>Ends the declared presence. Connected devices still count.</summary>
    [Alias("Offline")] Task OfflineAsync();
    /// <summary>Shows or hides the user's presence.</summary>
    [Alias("SetVisible")] Task SetVisibleAsync(bool visible);
    /// <summary>The user's presence as connected users see it.</summary>
    [Alias("Get"), AlwaysInterleave] Task<PresenceView> GetAsync();
    /// <summary>Publishes to the user's devices, if any. A lost notification is read from the journals.</summary>
    [Alias("Tell"), AlwaysInterleave, OneWay] Task PublishAsync(ImmutableArray<PersonalEvent> events);
}

/// <summary>The lease of one host, keyed by its id or subscriber name. Detects a lost host.</summary>
[Alias("presence.host")]
public interface IPresenceHostGrain : IGrainWithStringKey
{
    /// <summary>Renews the lease of the host's users. False when there was none: the host reports its users.</summary>
    [Alias("Renew")] Task<bool> RenewAsync();
    /// <summary>Begins the lease of a host of an earlier version.</summary>
    [Alias("Add")] Task AddAsync(string userId);
    /// <summary>Called by hosts of earlier versions.</summary>
    [Alias("Remove")] Task RemoveAsync(string userId);
    /// <summary>Whether a heartbeat came recently. A host without any counts as alive for an hour.</summary>
    [Alias("IsAlive"), ReadOnly] Task<bool> IsAliveAsync();
    /// <summary>Records a heartbeat. False when the host has no lease.</summary>
    [Alias("Beat")] Task<bool> HeartbeatAsync();
}
