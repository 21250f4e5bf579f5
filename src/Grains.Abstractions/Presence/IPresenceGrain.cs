using XelaConnect.Notifications;

namespace XelaConnect.Presence;

/// <summary>
/// One user's presence, keyed by user id, merged over all hosts with devices of the user. It is not stored: hosts
/// report again after a loss. Notifications for the user's devices pass through it; without a connected device they
/// end here.
/// </summary>
[Alias("presence.person")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Registers a host with devices of the user: when the first device connects, and again every minute.
    /// </summary>
    [Alias("Connect")]
    Task<PresenceTicket> ConnectAsync(string hostId);

    /// <summary>Unregisters a host without devices of the user. A lost host gets no grace period.</summary>
    [Alias("Disconnect")]
    Task DisconnectAsync(string hostId, bool lost);

    /// <summary>
    /// Counts a hub connection that is about to open, or refuses with <see
    /// cref="PresenceFaults.TooManyConnections"/>. The same id counts once.
    /// </summary>
    [Alias("OpenConnection")]
    Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId);

    /// <summary>Whether one more hub connection could open now, without counting it.</summary>
    [Alias("MayConnect")]
    Task<Outcome<Done>> MayConnectAsync();

    /// <summary>Removes a hub connection that closed or never opened.</summary>
    [Alias("CloseConnection")]
    Task CloseConnectionAsync(string hostId, string connectionId);

    /// <summary>
    /// Replaces the hub connections of the user on a host. Hosts report every minute, which repairs a lost count.
    /// </summary>
    [Alias("ReportConnections")]
    Task ReportConnectionsAsync(string hostId, ImmutableArray<string> connectionIds);

    /// <summary>Makes the user visible, and online as <see cref="DeclareOnlineAsync"/> does.</summary>
    [Alias("GoOnline")]
    Task GoOnlineAsync(string operationId, string sessionId);

    /// <summary>
    /// Ends the declared presence as <see cref="OfflineAsync"/> does, and hides or shows the user if <paramref
    /// name="invisible"/> is set.
    /// </summary>
    [Alias("GoOffline")]
    Task GoOfflineAsync(string operationId, bool? invisible);

    /// <summary><see cref="DeclareOnlineAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("Online")]
    Task OnlineAsync();

    /// <summary>
    /// Declares the user online for two minutes, until they declare otherwise, or until the session ends.
    /// </summary>
    [Alias("SayOnline")]
    Task DeclareOnlineAsync(string sessionId);

    /// <summary>Ends the presence that a session declared.</summary>
    [Alias("EndSession")]
    Task EndSessionAsync(string sessionId);

    /// <summary>Ends the declared presence. Connected devices still count.</summary>
    [Alias("Offline")]
    Task OfflineAsync();

    /// <summary>Shows or hides the user's presence.</summary>
    [Alias("SetVisible")]
    Task SetVisibleAsync(bool visible);

    /// <summary>The user's presence as connected users see it.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<PresenceView> GetAsync();

    /// <summary>
    /// Publishes notifications to the user's devices, if there are any. Nobody waits for it; a device reads a lost
    /// one from the journals.
    /// </summary>
    [Alias("Tell"), AlwaysInterleave, OneWay]
    Task PublishAsync(ImmutableArray<PersonalEvent> events);
}
