namespace XelaConnect.ApiHost.Live;

/// <summary>What the hub tells clients (contract §4). The names are the wire's.</summary>
internal static class LiveEvents
{
    /// <summary><see cref="CircleActivityNews"/>.</summary>
    public const string CircleActivity = "CircleActivity";
    /// <summary><see cref="CircleActivityRemovedNews"/>.</summary>
    public const string CircleActivityRemoved = "CircleActivityRemoved";
    /// <summary><see cref="CircleMembersNews"/>.</summary>
    public const string CircleMembers = "CircleMembers";
    /// <summary><see cref="SessionEndedNews"/>.</summary>
    public const string SessionEnded = "SessionEnded";
}

/// <summary>The hub's client. Events reach clients through <see cref="LiveConnection"/>, which bounds what a slow one may leave unread, so it has no methods.</summary>
internal interface ILiveClient;
