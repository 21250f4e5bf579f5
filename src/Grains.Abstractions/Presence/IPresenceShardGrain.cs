using XelaConnect.Notifications;

namespace XelaConnect.Presence;

/// <summary>
/// The users of one of the <see cref="PresenceShards"/> who have devices, by API host. In memory; hosts report again.
/// </summary>
[Alias("presence.shard")]
public interface IPresenceShardGrain : IGrainWithStringKey
{
    /// <summary>What a new activation of a presence grain needs. The ticket is given once: it ends with its holder.</summary>
    [Alias("Take")] Task<PresenceRecord?> TakeAsync(string userId);
    /// <summary>Keeps what a presence grain knows whose activation ends.</summary>
    [Alias("Keep")] Task KeepAsync(string userId, PresenceRecord record);
    /// <summary>Adds a user who has devices on a host.</summary>
    [Alias("Connect")] Task ConnectAsync(string userId, HostConnections connections);
    /// <summary>Removes a user who has no devices on a host any more.</summary>
    [Alias("Disconnect")] Task DisconnectAsync(string userId, string hostId);
    /// <summary>
    /// Replaces the users of a host, which reports every few minutes. Returns those who are not known to have received
    /// everything: the host compares them with their presence grains.
    /// </summary>
    [Alias("Report")] Task<ImmutableArray<string>> ReportAsync(string hostId, ImmutableArray<ReportedUser> users);
    /// <summary>Disconnects the users of a lost host.</summary>
    [Alias("Lose")] Task LoseAsync(string hostId);
    /// <summary>Publishes to those of the users who have devices, unnumbered and without their presence grains.</summary>
    [Alias("Publish"), AlwaysInterleave, OneWay]
    Task PublishAsync(ImmutableArray<string> userIds, ImmutableArray<PersonalEvent> events);
}

/// <summary>Users are spread by the hash of their id.</summary>
public static class PresenceShards
{
    private const int Count = 32;

    /// <summary>The keys of all shards.</summary>
    public static readonly ImmutableArray<string> Keys = Shards.Keys(Count);

    /// <summary>The key of the shard of a user.</summary>
    public static string KeyOf(string userId) => Keys[Shards.NumberOf(userId, Count)];
}

/// <summary>A user's connections on one host.</summary>
[GenerateSerializer, Immutable, Alias("presence.host-connections.v1")]
public sealed record HostConnections(
    [property: Id(0)] string HostId, [property: Id(1)] ImmutableArray<string> ConnectionIds);

/// <summary>A user of a host, with the ticket up to which the host has received everything, and connections.</summary>
[GenerateSerializer, Immutable, Alias("presence.reported-user.v1")]
public sealed record ReportedUser(
    [property: Id(0)] string UserId, [property: Id(1)] PresenceTicket? Ticket,
    [property: Id(2)] ImmutableArray<string> ConnectionIds);

/// <summary>What the activations of a presence grain hand on. Without a ticket only the hosts are known.</summary>
[GenerateSerializer, Immutable, Alias("presence.record.v1")]
public sealed record PresenceRecord(
    [property: Id(0)] ImmutableArray<HostConnections> Hosts, [property: Id(1)] PresenceTicket? Ticket = null,
    [property: Id(2)] bool? Visible = null, [property: Id(3)] bool? Announced = null);
