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

/// <summary>A connection between two people, the same for both; the score is as of the request.</summary>
[GenerateSerializer, Immutable, Alias("connections.view.v1")]
public sealed record ConnectionView(
    [property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] string ConnectedUserId,
    [property: Id(3)] int CompatibilityScore, [property: Id(4)] string Status,
    [property: Id(5)] DateTimeOffset CreatedAt, [property: Id(6)] DateTimeOffset? AcceptedAt);

/// <summary>A user's relation to another. The user must not learn <c>IsBlocked</c>, the other one's block.</summary>
[GenerateSerializer, Immutable, Alias("connections.relation.v1")]
public sealed record Relation(
    [property: Id(0)] string OtherId, [property: Id(1)] ConnectionView? Connection,
    [property: Id(2)] DateTimeOffset ChangedAt, [property: Id(3)] DateTimeOffset? BlocksSince,
    [property: Id(4)] bool IsBlocked, [property: Id(5)] string? AskedByName, [property: Id(6)] string? AskedName);

/// <summary>A relation as its user may know it; a block of either side hides the two from each other.</summary>
[GenerateSerializer, Immutable, Alias("connections.relation-view.v1")]
public sealed record RelationView(
    [property: Id(0)] ConnectionView? Connection, [property: Id(1)] bool HasBlocked, [property: Id(2)] bool IsHidden)
{
    /// <summary>Whether the two users are connected.</summary>
    public bool IsConnected => Connection is { Status: ConnectionStatuses.Accepted };
}

/// <summary>A blocked user.</summary>
[GenerateSerializer, Immutable, Alias("connections.blocked-view.v1")]
public sealed record BlockedView([property: Id(0)] string UserId, [property: Id(1)] DateTimeOffset BlockedAt);

/// <summary>Connections that changed, in order, up to <paramref name="Seq"/>.</summary>
[GenerateSerializer, Immutable, Alias("connections.changes.v1")]
public sealed record ConnectionChanges(
    [property: Id(0)] ImmutableArray<ChangedConnection> Connections, [property: Id(1)] long Seq,
    [property: Id(2)] bool More);

/// <summary>A connection and when it changed.</summary>
[GenerateSerializer, Immutable, Alias("connections.changed.v1")]
public sealed record ChangedConnection(
    [property: Id(0)] ConnectionView Connection, [property: Id(1)] DateTimeOffset ChangedAt);
