namespace XelaConnect.Relationships;

/// <summary>The states of a connection.</summary>
public static class ConnectionStatuses
{
    /// <summary>Requested, without a response.</summary>
    public const string Pending = "pending";
    /// <summary>Connected.</summary>
    public const string Accepted = "accepted";
    /// <summary>Declined by the requested user.</summary>
    public const string Declined = "declined";
    /// <summary>Withdrawn or ended; in notifications and in sync only, never in lists.</summary>
    public const string Removed = "removed";
}

/// <summary>A connection between two people, the same for both.</summary>
/// <param name="Id">Derived from the pair.</param>
/// <param name="UserId">The requesting user.</param>
/// <param name="ConnectedUserId">The requested user.</param>
/// <param name="CompatibilityScore">0 to 100, as of the request.</param>
/// <param name="Status">One of <see cref="ConnectionStatuses"/>.</param>
/// <param name="CreatedAt">When it was requested.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
[GenerateSerializer, Immutable, Alias("connections.view.v1")]
public sealed record ConnectionView(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string ConnectedUserId,
    [property: Id(3)] int CompatibilityScore,
    [property: Id(4)] string Status,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] DateTimeOffset? AcceptedAt);

/// <summary>A user's relation to another user.</summary>
/// <param name="OtherId">The other user.</param>
/// <param name="Connection">The connection, <see cref="ConnectionStatuses.Removed"/> when it has ended; null when
/// there never was one.</param>
/// <param name="ChangedAt">When the relation last changed.</param>
/// <param name="BlocksSince">Since when the user blocks the other user, or null.</param>
/// <param name="IsBlocked">Whether the other user blocks this user, who must not learn it.</param>
/// <param name="AskedByName">The name of the requesting user.</param>
/// <param name="AskedName">The name of the requested user.</param>
[GenerateSerializer, Immutable, Alias("connections.relation.v1")]
public sealed record Relation(
    [property: Id(0)] string OtherId,
    [property: Id(1)] ConnectionView? Connection,
    [property: Id(2)] DateTimeOffset ChangedAt,
    [property: Id(3)] DateTimeOffset? BlocksSince,
    [property: Id(4)] bool IsBlocked,
    [property: Id(5)] string? AskedByName,
    [property: Id(6)] string? AskedName);

/// <summary>A user's relation to another user, as this user may know it.</summary>
/// <param name="Connection">The connection, pending, accepted or declined; null when there is none.</param>
/// <param name="HasBlocked">Whether this user blocks the other user.</param>
/// <param name="IsHidden">Whether a block hides the two users from each other.</param>
[GenerateSerializer, Immutable, Alias("connections.relation-view.v1")]
public sealed record RelationView(
    [property: Id(0)] ConnectionView? Connection,
    [property: Id(1)] bool HasBlocked,
    [property: Id(2)] bool IsHidden)
{
    /// <summary>Whether the two users are connected.</summary>
    public bool IsConnected => Connection is { Status: ConnectionStatuses.Accepted };
}

/// <summary>A blocked user.</summary>
[GenerateSerializer, Immutable, Alias("connections.blocked-view.v1")]
public sealed record BlockedView([property: Id(0)] string UserId, [property: Id(1)] DateTimeOffset BlockedAt);

/// <summary>Connections that changed.</summary>
/// <param name="Connections">Their current state, in the order of the changes.</param>
/// <param name="Seq">The seq up to which the changes are complete.</param>
/// <param name="More">True when there are more changes after it.</param>
[GenerateSerializer, Immutable, Alias("connections.changes.v1")]
public sealed record ConnectionChanges(
    [property: Id(0)] ImmutableArray<ChangedConnection> Connections,
    [property: Id(1)] long Seq,
    [property: Id(2)] bool More);

/// <summary>A connection and when it changed.</summary>
[GenerateSerializer, Immutable, Alias("connections.changed.v1")]
public sealed record ChangedConnection([property: Id(0)] ConnectionView Connection, [property: Id(1)] DateTimeOffset ChangedAt);
