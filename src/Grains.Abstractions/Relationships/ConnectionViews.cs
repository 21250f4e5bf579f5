using System.Collections.Immutable;

namespace XelaConnect.Relationships;

/// <summary>How far a connection has come (contract §0 "connection"). What is none (any more) is told as <see cref="Removed"/>.</summary>
public static class ConnectionStatuses
{
    /// <summary>Asked, not answered.</summary>
    public const string Pending = "pending";
    /// <summary>Connected.</summary>
    public const string Accepted = "accepted";
    /// <summary>The one asked said no.</summary>
    public const string Declined = "declined";
    /// <summary>Taken back, ended or never there; in live news and in sync only, never in lists.</summary>
    public const string Removed = "removed";
}

/// <summary>A connection between two people, the same for both.</summary>
/// <param name="Id">Made from the pair.</param>
/// <param name="UserId">Who asked.</param>
/// <param name="ConnectedUserId">Who was asked.</param>
/// <param name="CompatibilityScore">0..100 as it was when they were asked.</param>
/// <param name="Status">One of <see cref="ConnectionStatuses"/>.</param>
/// <param name="CreatedAt">When they were asked.</param>
/// <param name="AcceptedAt">Since when they are connected.</param>
[GenerateSerializer, Immutable, Alias("connections.view.v1")]
public sealed record ConnectionView(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string ConnectedUserId,
    [property: Id(3)] int CompatibilityScore,
    [property: Id(4)] string Status,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] DateTimeOffset? AcceptedAt);

/// <summary>Everything between a person and another, from the person's side.</summary>
/// <param name="OtherId">The other.</param>
/// <param name="Connection">The connection, <see cref="ConnectionStatuses.Removed"/> when it is over; null when there never was one.</param>
/// <param name="ChangedAt">When this last changed.</param>
/// <param name="BlocksSince">Since when the person blocks the other.</param>
/// <param name="IsBlocked">The other blocks the person, who is never told.</param>
/// <param name="AskedByName">What the one who asked is called.</param>
/// <param name="AskedName">What the one who was asked is called.</param>
[GenerateSerializer, Immutable, Alias("connections.relation.v1")]
public sealed record Relation(
    [property: Id(0)] string OtherId,
    [property: Id(1)] ConnectionView? Connection,
    [property: Id(2)] DateTimeOffset ChangedAt,
    [property: Id(3)] DateTimeOffset? BlocksSince,
    [property: Id(4)] bool IsBlocked,
    [property: Id(5)] string? AskedByName,
    [property: Id(6)] string? AskedName);

/// <summary>How someone stands to another, as they may know it.</summary>
/// <param name="Connection">The connection, pending, accepted or declined; null when there is none.</param>
/// <param name="HasBlocked">This one blocks the other.</param>
/// <param name="IsHidden">One of them blocks the other: to each other they do not exist.</param>
[GenerateSerializer, Immutable, Alias("connections.relation-view.v1")]
public sealed record RelationView([property: Id(0)] ConnectionView? Connection, [property: Id(1)] bool HasBlocked, [property: Id(2)] bool IsHidden)
{
    /// <summary>They are connected.</summary>
    public bool IsConnected => Connection is { Status: ConnectionStatuses.Accepted };
}

/// <summary>Somebody blocked.</summary>
[GenerateSerializer, Immutable, Alias("connections.blocked-view.v1")]
public sealed record BlockedView([property: Id(0)] string UserId, [property: Id(1)] DateTimeOffset BlockedAt);

/// <summary>Connections that changed.</summary>
/// <param name="Connections">As they are now, in the order they changed.</param>
/// <param name="Seq">The place in the history up to which this tells everything.</param>
/// <param name="More">There are further ones after it.</param>
[GenerateSerializer, Immutable, Alias("connections.changes.v1")]
public sealed record ConnectionChanges([property: Id(0)] ImmutableArray<ChangedConnection> Connections, [property: Id(1)] long Seq, [property: Id(2)] bool More);

/// <summary>A connection and when it changed.</summary>
[GenerateSerializer, Immutable, Alias("connections.changed.v1")]
public sealed record ChangedConnection([property: Id(0)] ConnectionView Connection, [property: Id(1)] DateTimeOffset ChangedAt);
