using XelaConnect.Notifications;

namespace XelaConnect.Presence;

/// <summary>One user's presence, keyed by user id, merged over all hosts. Not stored: hosts report again.</summary>
[Alias("presence.person")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>Registers a host: when the first device of the user connects, and again every minute.</summary>
    [Alias("Connect")] Task<PresenceTicket> ConnectAsync(string hostId);
    /// <summary>Unregisters a host without devices of the user. A lost host gets no grace period.</summary>
    [Alias("Disconnect")] Task DisconnectAsync(string hostId, bool lost);
    /// <summary>Counts a hub connection that is about to open, each id once, or refuses it.</summary>
    [Alias("OpenConnection")] Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId);
    /// <summary>Whether one more hub connection could open now, without counting it.</summary>
    [Alias("MayConnect")] Task<Outcome<Done>> MayConnectAsync();
    /// <summary>Removes a hub connection that closed or never opened.</summary>
    [Alias("CloseConnection")] Task CloseConnectionAsync(string hostId, string connectionId);
    /// <summary>Replaces the connections on a host. Hosts report every minute, which repairs a lost count.</summary>
    [Alias("ReportConnections")] Task ReportConnectionsAsync(string hostId, ImmutableArray<string> connectionIds);
    /// <summary>Makes the user visible, and online as <see cref="DeclareOnlineAsync"/> does.</summary>
    [Alias("GoOnline")] Task GoOnlineAsync(string operationId, string sessionId);
    /// <summary>Ends the declared presence, and hides or shows the user if <c>invisible</c> is set.</summary>
    [Alias("GoOffline")] Task GoOfflineAsync(string operationId, bool? invisible);
    /// <summary><see cref="DeclareOnlineAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("Online")] Task OnlineAsync();
    /// <summary>Declares the user online for two minutes, or until the session ends or another declaration.</summary>
    [Alias("SayOnline")] Task DeclareOnlineAsync(string sessionId);
    /// <summary>Ends the presence that a session declared.</summary>
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

/// <summary>The users who have devices on one host, keyed by its id or subscriber name. Detects a lost host.</summary>
[Alias("presence.host")]
public interface IPresenceHostGrain : IGrainWithStringKey
{
    /// <summary>Adds a user who has devices on the host.</summary>
    [Alias("Add")] Task AddAsync(string userId);
    /// <summary>Removes a user who has no devices on the host any more.</summary>
    [Alias("Remove")] Task RemoveAsync(string userId);
    /// <summary>Whether a heartbeat came recently. A host without any counts as alive for an hour.</summary>
    [Alias("IsAlive"), ReadOnly] Task<bool> IsAliveAsync();
    /// <summary>Records a heartbeat. False when the host's users are unknown: the host adds them again.</summary>
    [Alias("Beat")] Task<bool> HeartbeatAsync();
}
