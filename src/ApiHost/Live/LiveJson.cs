namespace XelaConnect.ApiHost.Live;

internal sealed record CircleActivityMessage(
    string CircleId, string Id, long Seq, string UserId, string UserName, string Message, DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removed)
{
    public static CircleActivityMessage Of(string circleId, CirclePost a) =>
        new(circleId, a.Id, a.Seq, a.UserId, a.UserName, a.Message, a.Timestamp, a.Removed);
}

/// <summary>A post was removed; clients clear its text. Beyond the contract.</summary>
internal sealed record CircleActivityRemovedMessage(string CircleId, long Seq);
internal sealed record CircleMembersMessage(string CircleId, long MembersCount);

/// <summary>The watch of a circle has ended; a device may call <c>WatchCircle</c> again.</summary>
internal sealed record WatchEndedMessage(string CircleId, string Reason)
{
    public const string Left = "left";
    public const string Excluded = "removed";
    public const string Deleted = "circle_deleted";
    /// <summary>The user is not a member; the notification with the reason was lost.</summary>
    public const string NotAMember = "not_a_member";
}

internal sealed record MessageMessage(
    string ConversationId, string MessageId, long Seq, string SenderId, string Content, DateTimeOffset Timestamp,
    bool IsAi, bool Read, bool Delivered)
{
    public static MessageMessage Of(string conversationId, MessageView m) =>
        new(conversationId, m.Id, m.Seq, m.SenderId, m.Content, m.Timestamp, IsAi: false, m.Read, m.Delivered);

    public static MessageMessage Of(string conversationId, string userId, CompanionMessageView m) =>
        new(conversationId, m.Id, m.Seq, m.IsAi ? Xela.SenderId : userId, m.Content, m.Timestamp, m.IsAi, true, true);
}

/// <summary>A user has read, or received, everything up to a message.</summary>
internal sealed record MessageReadMessage(string ConversationId, string UserId, long UpToSeq);
internal sealed record ActivityReadMessage(string Id);
internal sealed record TypingMessage(string ConversationId, string UserId, bool IsTyping);
internal sealed record PresenceMessage(string UserId, string Status);
internal sealed record SessionEndedMessage(string Reason);

/// <summary>
/// The response of <c>WatchCircle</c>: the missed posts, the seq after which posts are sent live, and the seqs of
/// removed posts up to <c>after_seq</c>: the newest 500, omitted when there are none.
/// </summary>
internal sealed record WatchCircleResponse(
    IReadOnlyList<CircleActivityJson> Missed, long Seq,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool More,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Removed)
{
    /// <summary>Called when the response is written, so that live posts follow it.</summary>
    [JsonIgnore]
    public Action? Written { get; init; }
}

/// <summary>Serialization metadata of the hub. <c>string</c>, <c>bool</c> and <c>long?</c> are arguments.</summary>
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
[JsonSerializable(typeof(CircleActivityJson))]
[JsonSerializable(typeof(WatchCircleResponse))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
internal sealed partial class LiveJson : JsonSerializerContext;
