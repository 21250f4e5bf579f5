using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Relationships;

namespace XelaConnect.ApiHost.Live;

/// <summary>The events that the hub sends (docs/api/live-hub.md). The names are wire names.</summary>
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
    /// <summary>
    /// <see cref="MessageReadMessage"/>: a device of the receiver has the message. Beyond the contract.
    /// </summary>
    public const string MessageDelivered = "MessageDelivered";
    /// <summary><see cref="TypingMessage"/>.</summary>
    public const string Typing = "Typing";
    /// <summary><see cref="PresenceMessage"/>.</summary>
    public const string Presence = "Presence";
    /// <summary><see cref="ConnectionJson"/>.</summary>
    public const string Connection = "Connection";
    /// <summary><see cref="ActivityJson"/>: a feed item.</summary>
    public const string Activity = "Activity";
    /// <summary><see cref="ActivityReadMessage"/>.</summary>
    public const string ActivityRead = "ActivityRead";
    /// <summary>
    /// <see cref="XelaDeltaJson"/>: a chunk of a reply. At index 0 the reply begins, or begins again.
    /// </summary>
    public const string XelaDelta = "XelaDelta";
    /// <summary><see cref="SessionEndedMessage"/>.</summary>
    public const string SessionEnded = "SessionEnded";

    /// <summary>An event that is serialized once, however many connections it is sent to.</summary>
    public static SerializedHubMessage Serialize(string name, object data) => new(new InvocationMessage(name, [data]));
}
