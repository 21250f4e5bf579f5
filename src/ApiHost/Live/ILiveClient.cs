using XelaConnect.ApiHost.Companion;

namespace XelaConnect.ApiHost.Live;

/// <summary>What the hub tells clients (contract §4). The names are the wire's.</summary>
internal static class LiveEvents
{
    /// <summary><see cref="CircleActivityMessage"/>.</summary>
    public const string CircleActivity = "CircleActivity";
    /// <summary><see cref="CircleActivityRemovedMessage"/>.</summary>
    public const string CircleActivityRemoved = "CircleActivityRemoved";
    /// <summary><see cref="CircleMembersMessage"/>.</summary>
    public const string CircleMembers = "CircleMembers";
    /// <summary><see cref="WatchEndedMessage"/>.</summary>
    public const string WatchEnded = "WatchEnded";
    /// <summary><see cref="MessageMessage"/>.</summary>
    public const string Message = "Message";
    /// <summary><see cref="MessageReadMessage"/>.</summary>
    public const string MessageRead = "MessageRead";
    /// <summary><see cref="MessageReadMessage"/>: a device of the receiver has it. Beside the contract's events, for clients that listen to it.</summary>
    public const string MessageDelivered = "MessageDelivered";
    /// <summary><see cref="TypingMessage"/>.</summary>
    public const string Typing = "Typing";
    /// <summary><see cref="PresenceMessage"/>.</summary>
    public const string Presence = "Presence";
    /// <summary>A connection.</summary>
    public const string Connection = "Connection";
    /// <summary>An activity.</summary>
    public const string Activity = "Activity";
    /// <summary><see cref="ActivityReadMessage"/>.</summary>
    public const string ActivityRead = "ActivityRead";
    /// <summary><see cref="XelaDeltaJson"/>: a piece of an answer of Xela's. Where the index is 0, the answer begins, or begins anew.</summary>
    public const string XelaDelta = "XelaDelta";
    /// <summary><see cref="SessionEndedMessage"/>.</summary>
    public const string SessionEnded = "SessionEnded";
}

/// <summary>The hub's client. Events reach clients through <see cref="LiveConnection"/>, which bounds what a slow one may leave unread, so it has no methods.</summary>
internal interface ILiveClient;
