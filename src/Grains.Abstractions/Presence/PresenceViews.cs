namespace XelaConnect.Presence;

/// <summary>Lets a host detect a lost notification: notifications are numbered from the start of an epoch.</summary>
[GenerateSerializer, Immutable, Alias("presence.ticket.v1")]
public sealed record PresenceTicket([property: Id(0)] string Epoch, [property: Id(1)] long Number);

/// <summary>A user's presence. The last activity is null when it is hidden.</summary>
[GenerateSerializer, Immutable, Alias("presence.view.v1")]
public sealed record PresenceView([property: Id(0)] string Status, [property: Id(1)] DateTimeOffset? LastActive)
{
    /// <summary>The presence that strangers see, and that everyone sees of an invisible user.</summary>
    public static readonly PresenceView Nothing = new(PresenceStatuses.Offline, null);
}

/// <summary>The states of a user's presence.</summary>
public static class PresenceStatuses
{
    /// <summary>A device is connected, or the user declared to be online within the last minutes.</summary>
    public const string Online = "online";
    /// <summary>The user was active within the last minutes.</summary>
    public const string RecentlyActive = "recently_active";
    /// <summary>Neither, or hidden.</summary>
    public const string Offline = "offline";
}

/// <summary>The refusals of presence.</summary>
public static class PresenceFaults
{
    /// <summary>The user has the maximum number of open hub connections.</summary>
    public static readonly Fault TooManyConnections = new(
        FaultKind.TooMany, "too_many_connections",
        "You are connected from too many devices at once. Close one and try again.", null, 30);
}
