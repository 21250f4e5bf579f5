using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Streams;

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

/// <summary>What a host needs to notice that news was lost: news are numbered from the start of an epoch.</summary>
[GenerateSerializer, Immutable, Alias("presence.ticket.v1")]
public sealed record PresenceTicket([property: Id(0)] string Epoch, [property: Id(1)] long Number);

/// <summary>Somebody's presence.</summary>
/// <param name="Status">One of <see cref="PresenceStatuses"/>.</param>
/// <param name="LastActive">When they were last active; null when they show nothing.</param>
[GenerateSerializer, Immutable, Alias("presence.view.v1")]
public sealed record PresenceView([property: Id(0)] string Status, [property: Id(1)] DateTimeOffset? LastActive)
{
    /// <summary>What strangers see, and what everyone sees of someone invisible.</summary>
    public static readonly PresenceView Nothing = new(PresenceStatuses.Offline, null);
}

/// <summary>The states of contract §2 "Presence".</summary>
public static class PresenceStatuses
{
    /// <summary>A device is connected, or said so a moment ago.</summary>
    public const string Online = "online";
    /// <summary>Was there within the last minutes.</summary>
    public const string RecentlyActive = "recently_active";
    /// <summary>Not there, or not telling.</summary>
    public const string Offline = "offline";
}
