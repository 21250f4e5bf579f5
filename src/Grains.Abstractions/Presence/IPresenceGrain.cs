using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Notifications;

namespace XelaConnect.Presence;

/// <summary>
/// Whether one person is there, keyed by user id, merged over all hosts their devices are connected to. Nothing of it is stored: hosts say it again when this
/// was lost. It is also where news for a person goes: with nobody listening it ends here.
/// </summary>
[Alias("presence.person")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>A host has devices of this person. Said when the first connects, and again every minute.</summary>
    [Alias("Connect")]
    Task<PresenceTicket> ConnectAsync(string hostId);

    /// <summary>A host has no device of this person any more; one that is lost and not just closed is not waited for.</summary>
    [Alias("Disconnect")]
    Task DisconnectAsync(string hostId, bool lost);

    /// <summary>
    /// Counts a hub connection that is about to open, or refuses it with <see cref="PresenceFaults.TooManyConnections"/>. The same id counts once.
    /// </summary>
    [Alias("OpenConnection")]
    Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId);

    /// <summary>Whether one more hub connection could open now. It is not counted.</summary>
    [Alias("MayConnect")]
    Task<Outcome<Done>> MayConnectAsync();

    /// <summary>A hub connection has ended, or never came to be.</summary>
    [Alias("CloseConnection")]
    Task CloseConnectionAsync(string hostId, string connectionId);

    /// <summary>All hub connections of this person that a host has. Reported every minute, so that a lost count is restored and a lost close is made up for.</summary>
    [Alias("ReportConnections")]
    Task ReportConnectionsAsync(string hostId, ImmutableArray<string> connectionIds);

    /// <summary>The person says so themselves, over REST: there for a while, or until they say otherwise. As hosts of earlier versions say it.</summary>
    [Alias("Online")]
    Task OnlineAsync();

    /// <summary>The person says so themselves, over REST and by a session: there for a while, until they say otherwise, or until the session ends.</summary>
    [Alias("SayOnline")]
    Task DeclareOnlineAsync(string sessionId);

    /// <summary>A session has ended, and what it said of the person's presence with it.</summary>
    [Alias("EndSession")]
    Task EndSessionAsync(string sessionId);

    /// <summary>The person says they are gone. Connected devices still count.</summary>
    [Alias("Offline")]
    Task OfflineAsync();

    /// <summary>Others may see this person's presence, or no longer.</summary>
    [Alias("SetVisible")]
    Task SetVisibleAsync(bool visible);

    /// <summary>How the person's presence looks to those they are connected with.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<PresenceView> GetAsync();

    /// <summary>Tells the person's devices, if there are any. News, not truth: nobody waits for it, and what is lost is read from the histories.</summary>
    [Alias("Tell"), AlwaysInterleave, OneWay]
    Task PublishAsync(ImmutableArray<PersonalEvent> events);
}
