namespace XelaConnect.ApiHost.Relationships;

/// <summary>A message.</summary>
internal sealed record MessageJson(
    string MessageId, long Seq, string SenderId, string Content, DateTimeOffset Timestamp,
    bool IsAi, bool Read, bool Delivered)
{
    public static MessageJson Of(MessageView m) =>
        new(m.Id, m.Seq, m.SenderId, m.Content, m.Timestamp, IsAi: false, m.Read, m.Delivered);

    public static IReadOnlyList<MessageJson> Of(ImmutableArray<MessageView> messages) => [.. messages.Select(Of)];
}

/// <summary>A conversation with its newest messages, ascending.</summary>
internal sealed record ConversationJson(
    string Id, string Type, string UserId, string WithUserId, IReadOnlyList<MessageJson> Messages,
    DateTimeOffset LastMessageAt, DateTimeOffset CreatedAt, long UnreadCount, MessageJson? LastMessage,
    PublicUserJson OtherUser)
{
    public static ConversationJson Of(
        ConversationView conversation, string viewerId, ImmutableArray<MessageView> messages, PublicUserJson other)
    {
        var shown = MessageJson.Of(messages);
        var last = shown.Count > 0 ? shown[^1] : null;
        return new(
            conversation.Id, Type: "user_to_user", viewerId, conversation.OtherId, shown,
            last?.Timestamp ?? conversation.CreatedAt, conversation.CreatedAt, conversation.Unread, last, other);
    }
}

/// <summary>An opened conversation and the other user.</summary>
internal sealed record ConversationResponseJson(ConversationJson Conversation, PublicUserJson OtherUser);

/// <summary>A page of the inbox, with the number of unread messages in all of it.</summary>
internal sealed record ConversationsPageJson(
    IReadOnlyList<ConversationJson> Conversations, long UnreadCount, string? NextCursor);

/// <summary>Messages, ascending.</summary>
internal sealed record MessagesJson(IReadOnlyList<MessageJson> Messages);
/// <summary>A sent message; here <c>message</c> is the message object.</summary>
internal sealed record MessageSentJson(MessageJson Message);
/// <summary>A read mark after a change.</summary>
internal sealed record ReadJson(string Message, string ConversationId, long UpToSeq);
/// <summary>Whether the other user is typing.</summary>
internal sealed record TypingJson(string UserId, bool IsTyping);
/// <summary>Body of a message.</summary>
internal sealed record MessageRequest([property: Length(1, Limits.Message)] string Message);
/// <summary>Body of a read mark; without one, everything is marked.</summary>
internal sealed record ReadRequest([property: Range(typeof(long), "1", Limits.LastSeq)] long? UpToSeq = null);
/// <summary>Body of a typing indicator, which starts unless <c>is_typing</c> is false.</summary>
internal sealed record TypingRequest([property: Length(1, Limits.ForeignUserId)] string UserId, bool? IsTyping = true);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConversationResponseJson))]
[JsonSerializable(typeof(ConversationsPageJson))]
[JsonSerializable(typeof(MessagesJson))]
[JsonSerializable(typeof(MessageSentJson))]
[JsonSerializable(typeof(ReadJson))]
[JsonSerializable(typeof(TypingJson))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(TypingRequest))]
internal sealed partial class ConversationsJson : JsonSerializerContext;
