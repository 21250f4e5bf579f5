using Microsoft.AspNetCore.SignalR.Protocol;

namespace XelaConnect.ApiHost.Live;

/// <summary>The events that the hub sends (docs/api/live-hub.md). The names are wire names.</summary>
internal static class LiveEvents
{
    public const string CircleActivity = "CircleActivity";
    public const string CircleActivityRemoved = "CircleActivityRemoved";
    public const string CircleMembers = "CircleMembers";
    public const string WatchEnded = "WatchEnded";
    public const string Message = "Message";
    public const string MessageRead = "MessageRead";
    /// <summary>A device of the receiver has the message. Beyond the contract.</summary>
    public const string MessageDelivered = "MessageDelivered";
    public const string Typing = "Typing";
    public const string Presence = "Presence";
    public const string Connection = "Connection";
    public const string Activity = "Activity";
    public const string ActivityRead = "ActivityRead";
    /// <summary>A chunk of a reply. At index 0 the reply begins, or begins again.</summary>
    public const string XelaDelta = "XelaDelta";
    public const string SessionEnded = "SessionEnded";

    /// <summary>An event that is serialized once, however many connections it is sent to.</summary>
    public static SerializedHubMessage Serialize(string name, object data) => new(new InvocationMessage(name, [data]));
}
