using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Sync;
using XelaConnect.Circles;
using XelaConnect.Companion;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Live;

/// <summary>An activity of a watched circle: the activity's fields, and which circle.</summary>
internal sealed record CircleActivityMessage(
    string CircleId, string Id, long Seq, string UserId, string UserName, string Message, DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removed)
{
    public static CircleActivityMessage Of(string circleId, CirclePost a) => new(circleId, a.Id, a.Seq, a.UserId, a.UserName, a.Message, a.Timestamp, a.Removed);
}

/// <summary>An activity was taken back; whoever shows it empties it. Beside the contract's events, for clients that listen to it.</summary>
internal sealed record CircleActivityRemovedMessage(string CircleId, long Seq);

/// <summary>The number of members changed.</summary>
internal sealed record CircleMembersMessage(string CircleId, long MembersCount);

/// <summary>The connection watches a circle no longer, and why. A device that is to hear the circle again calls <c>WatchCircle</c> again.</summary>
internal sealed record WatchEndedMessage(string CircleId, string Reason)
{
    /// <summary>The person left the circle.</summary>
    public const string Left = "left";
    /// <summary>The circle's creator showed the person out.</summary>
    public const string ShownOut = "removed";
    /// <summary>The circle was deleted.</summary>
    public const string Deleted = "circle_deleted";
    /// <summary>The person is no member, and how that came about was not heard.</summary>
    public const string NotAMember = "not_a_member";
}

/// <summary>A message of a conversation: the message's fields, and which conversation.</summary>
internal sealed record MessageMessage(
    string ConversationId, string MessageId, long Seq, string SenderId, string Content, DateTimeOffset Timestamp, bool IsAi, bool Read, bool Delivered)
{
    public static MessageMessage Of(string conversationId, MessageView m) => new(conversationId, m.Id, m.Seq, m.SenderId, m.Content, m.Timestamp, IsAi: false, m.Read, m.Delivered);

    /// <summary>A line of the conversation with Xela.</summary>
    public static MessageMessage Of(string conversationId, string userId, CompanionMessageView m) =>
        new(conversationId, m.Id, m.Seq, m.IsAi ? Xela.SenderId : userId, m.Content, m.Timestamp, m.IsAi, Read: true, Delivered: true);
}

/// <summary>Somebody has read, or received, everything up to a message.</summary>
internal sealed record MessageReadMessage(string ConversationId, string UserId, long UpToSeq);

/// <summary>An activity was read, on whichever device.</summary>
internal sealed record ActivityReadMessage(string Id);

/// <summary>Somebody types, or has stopped.</summary>
internal sealed record TypingMessage(string ConversationId, string UserId, bool IsTyping);

/// <summary>Somebody came or went.</summary>
internal sealed record PresenceMessage(string UserId, string Status);

/// <summary>The session is over; the connection is cut.</summary>
internal sealed record SessionEndedMessage(string Reason);

/// <summary>An activity as hub methods answer it.</summary>
internal sealed record LiveActivity(
    string Id, long Seq, string UserId, string UserName, string Message, DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removed)
{
    public static LiveActivity Of(CirclePost a) => new(a.Id, a.Seq, a.UserId, a.UserName, a.Message, a.Timestamp, a.Removed);
}

/// <summary>
/// The answer to <c>WatchCircle</c>: what was missed, the seq from which on activities come live, and the seqs of those up to <c>after_seq</c> that are taken
/// back: the newest 500 of them, left out where there are none.
/// </summary>
internal sealed record WatchCircleResponse(
    IReadOnlyList<LiveActivity> Missed, long Seq,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool More,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Removed)
{
    /// <summary>Called when this answer is on the wire: from then on live activities may follow it.</summary>
    [JsonIgnore]
    public Action? Written { get; init; }
}

/// <summary>Shapes of the hub. <c>string</c> and <c>long</c> are there for arguments.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CircleActivityMessage))]
[JsonSerializable(typeof(CircleActivityRemovedMessage))]
[JsonSerializable(typeof(CircleMembersMessage))]
[JsonSerializable(typeof(WatchEndedMessage))]
[JsonSerializable(typeof(SessionEndedMessage))]
[JsonSerializable(typeof(MessageMessage))]
[JsonSerializable(typeof(ActivityReadMessage))]
[JsonSerializable(typeof(MessageReadMessage))]
[JsonSerializable(typeof(TypingMessage))]
[JsonSerializable(typeof(PresenceMessage))]
[JsonSerializable(typeof(ConnectionJson))]
[JsonSerializable(typeof(ActivityJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(XelaDeltaJson))]
[JsonSerializable(typeof(SyncJson))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(LiveActivity))]
[JsonSerializable(typeof(WatchCircleResponse))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
internal sealed partial class LiveJson : JsonSerializerContext;
