namespace XelaConnect.Presence;

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
