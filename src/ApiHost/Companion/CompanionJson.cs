namespace XelaConnect.ApiHost.Companion;

/// <summary>Messages with Xela as public JSON. They count as read by both sides.</summary>
internal static class XelaMessages
{
    public static MessageJson ToJson(this CompanionMessageView message, string userId) => new(
        message.Id, message.Seq, message.IsAi ? Xela.SenderId : userId, message.Content, message.Timestamp,
        message.IsAi, Read: true, Delivered: true);
}

/// <summary>The conversation; there is no user on the other side.</summary>
internal sealed record XelaConversationJson(
    string Id, string Type, string UserId, string? WithUserId, IReadOnlyList<MessageJson> Messages,
    DateTimeOffset LastMessageAt, DateTimeOffset CreatedAt);

/// <summary>Today's quota of messages; <c>limit</c> and <c>remaining</c> are null without a limit.</summary>
internal sealed record XelaQuotaJson(int? Limit, int Used, int? Remaining, DateTimeOffset ResetsAt)
{
    public static XelaQuotaJson Of(QuotaView quota) => new(quota.Limit, quota.Used, quota.Remaining, quota.ResetsAt);
}

/// <summary>
/// The conversation, the ids of replies in progress, today's quota, and whether Xela is offline, that is, has no model.
/// </summary>
internal sealed record XelaTalksJson(
    XelaConversationJson Conversation,
    [property: JsonPropertyName("answering")] IReadOnlyList<string> RepliesInProgress, XelaQuotaJson Quota, bool Offline)
{
    /// <summary>The public shape of a view. Only silos of an earlier version know no time of creation.</summary>
    public static XelaTalksJson Of(
        string userId, CompanionView view, ImmutableArray<CompanionMessageView> messages, DateTimeOffset now)
    {
        var createdAt = view.CreatedAt ?? now;
        return new(
            new XelaConversationJson(
                Xela.ConversationOf(userId), "ai", userId, WithUserId: null,
                [.. messages.Select(message => message.ToJson(userId))], view.LastMessageAt ?? createdAt, createdAt),
            view.ReplyInProgress, XelaQuotaJson.Of(view.Quota), !view.HasModel);
    }
}

/// <summary>The reply, and the person's message as stored.</summary>
internal sealed record XelaReplyJson(string Message, MessageJson AiMessage, MessageJson UserMessage);
/// <summary>A chunk of a reply, and where it begins in the text, in UTF-16 characters.</summary>
internal sealed record XelaDeltaJson(string MessageId, string Text, int Index);
/// <summary>The text of a reply so far must be discarded; it begins again.</summary>
internal sealed record XelaResetJson(string MessageId);
/// <summary>The reply is complete.</summary>
internal sealed record XelaDoneJson(MessageJson AiMessage);

/// <summary>All messages and the memory.</summary>
internal sealed record XelaExportJson(
    string ConversationId, DateTimeOffset ExportedAt, string Memory, IReadOnlyList<MessageJson> Messages);

/// <summary>What Xela remembers.</summary>
internal sealed record XelaMemoryJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message, string Memory,
    DateTimeOffset? UpdatedAt)
{
    public static XelaMemoryJson Of(string? message, MemoryView memory) => new(message, memory.Text, memory.UpdatedAt);
}

/// <summary>The body of a message to Xela.</summary>
internal sealed record AskXelaRequest([property: Length(1, Limits.Message)] string Message);
/// <summary>The body of a memory; "" or null clears it.</summary>
internal sealed record XelaMemoryRequest([property: MaxLength(Limits.Memory)] string? Memory);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(XelaTalksJson))]
[JsonSerializable(typeof(XelaReplyJson))]
[JsonSerializable(typeof(XelaDeltaJson))]
[JsonSerializable(typeof(XelaResetJson))]
[JsonSerializable(typeof(XelaDoneJson))]
[JsonSerializable(typeof(XelaExportJson))]
[JsonSerializable(typeof(XelaMemoryJson))]
[JsonSerializable(typeof(AskXelaRequest))]
[JsonSerializable(typeof(XelaMemoryRequest))]
internal sealed partial class CompanionJson : JsonSerializerContext;
