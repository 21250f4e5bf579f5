namespace XelaConnect.Companion;

/// <summary>Ids in the public API.</summary>
public static class Xela
{
    /// <summary>The sender id of Xela's messages.</summary>
    public const string SenderId = "xela-ai";

    /// <summary>The id of a person's conversation with Xela.</summary>
    public static string ConversationOf(string userId) => Ids.Of("conversation", $"xela/{userId}");
}

/// <summary>A message of the conversation. The id sorts by time; the seq is its position, from 1.</summary>
[GenerateSerializer, Immutable, Alias("companion.message.v1")]
public sealed record CompanionMessageView(
    [property: Id(0)] string Id, [property: Id(1)] long Seq, [property: Id(2)] bool IsAi,
    [property: Id(3)] string Content, [property: Id(4)] DateTimeOffset Timestamp);

/// <summary>When the account opened, the newest message, the replies in progress in order, and the quota.</summary>
[GenerateSerializer, Immutable, Alias("companion.view.v1")]
public sealed record CompanionView(
    [property: Id(0)] DateTimeOffset? CreatedAt, [property: Id(1)] DateTimeOffset? LastMessageAt,
    [property: Id(2)] ImmutableArray<string> ReplyInProgress, [property: Id(3)] QuotaView Quota,
    [property: Id(4)] bool HasModel);

/// <summary>The quota of messages of a UTC day, with those of AI sessions; a null limit is none.</summary>
[GenerateSerializer, Immutable, Alias("companion.quota.v1")]
public sealed record QuotaView(
    [property: Id(0)] int? Limit, [property: Id(1)] int Used, [property: Id(2)] DateTimeOffset ResetsAt)
{
    /// <summary>How many messages are left; null for no limit.</summary>
    public int? Remaining => Limit is { } limit ? Math.Max(0, limit - Used) : null;
}

/// <summary>A turn: the person's message as stored, and its reply where that is finished.</summary>
[GenerateSerializer, Immutable, Alias("companion.turn.v1")]
public sealed record TurnView([property: Id(0)] CompanionMessageView Asked,
    [property: Id(1)] string ReplyId, [property: Id(2)] CompanionMessageView? Reply)
{
    /// <summary>The reply where it is not stored, so that it cannot be read later; else null.</summary>
    public CompanionMessageView? UnstoredReply => Reply is { Seq: 0 } ? Reply : null;
}

/// <summary>A chunk of a reply.</summary>
/// <param name="Attempt">The attempt that generated the text. After a crash another attempt begins at 0.</param>
/// <param name="Offset">Where the chunk begins, in UTF-16 characters; a reader discards what it has beyond.</param>
/// <param name="Text">The text of the chunk.</param>
/// <param name="Reply">The stored reply, with the last chunk; null before that.</param>
[GenerateSerializer, Immutable, Alias("companion.piece.v1")]
public sealed record ReplyChunk(
    [property: Id(0)] string Attempt, [property: Id(1)] int Offset,
    [property: Id(2)] string Text, [property: Id(3)] CompanionMessageView? Reply);

/// <summary>What Xela remembers.</summary>
[GenerateSerializer, Immutable, Alias("companion.memory.v1")]
public sealed record MemoryView([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset? UpdatedAt);

/// <summary>The messages after a seq.</summary>
[GenerateSerializer, Immutable, Alias("companion.changes.v1")]
public sealed record CompanionChanges([property: Id(0)] ImmutableArray<CompanionMessageView> Messages,
    [property: Id(1)] long Seq, [property: Id(2)] bool More);
