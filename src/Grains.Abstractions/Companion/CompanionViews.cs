using System.Collections.Immutable;

namespace XelaConnect.Companion;

/// <summary>Names of the wire.</summary>
public static class Xela
{
    /// <summary>Who says what Xela says (contract §0 "message").</summary>
    public const string SenderId = "xela-ai";

    /// <summary>The id of someone's conversation with Xela.</summary>
    public static string ConversationOf(string userId) => Ids.Of("conversation", $"xela/{userId}");
}

/// <summary>A line of the conversation.</summary>
/// <param name="Id">Its id, which sorts by time.</param>
/// <param name="Seq">Its place in the conversation, from 1.</param>
/// <param name="IsAi">Xela said it.</param>
/// <param name="Content">The text.</param>
/// <param name="Timestamp">When it was stored.</param>
[GenerateSerializer, Immutable, Alias("companion.message.v1")]
public sealed record CompanionMessageView(
    [property: Id(0)] string Id,
    [property: Id(1)] long Seq,
    [property: Id(2)] bool IsAi,
    [property: Id(3)] string Content,
    [property: Id(4)] DateTimeOffset Timestamp);

/// <summary>How the conversation stands.</summary>
/// <param name="CreatedAt">When the first thing was said; null before that.</param>
/// <param name="LastMessageAt">When the newest line was stored; null when there is none.</param>
/// <param name="ReplyInProgress">Ids of answers that are not finished, in order.</param>
/// <param name="Quota">How much of today is left.</param>
/// <param name="HasModel">Whether a model is set up; without one Xela's offline voice answers.</param>
[GenerateSerializer, Immutable, Alias("companion.view.v1")]
public sealed record CompanionView(
    [property: Id(0)] DateTimeOffset? CreatedAt,
    [property: Id(1)] DateTimeOffset? LastMessageAt,
    [property: Id(2)] ImmutableArray<string> ReplyInProgress,
    [property: Id(3)] QuotaView Quota,
    [property: Id(4)] bool HasModel);

/// <summary>Messages of a UTC day.</summary>
/// <param name="Limit">How many there may be, sessions included; null is no limit.</param>
/// <param name="Used">How many there were.</param>
/// <param name="ResetsAt">When the next day begins.</param>
[GenerateSerializer, Immutable, Alias("companion.quota.v1")]
public sealed record QuotaView([property: Id(0)] int? Limit, [property: Id(1)] int Used, [property: Id(2)] DateTimeOffset ResetsAt);

/// <summary>A turn.</summary>
/// <param name="Asked">What the person said, as stored.</param>
/// <param name="ReplyId">The id of Xela's answer.</param>
/// <param name="Reply">The answer, where it is there already.</param>
[GenerateSerializer, Immutable, Alias("companion.turn.v1")]
public sealed record TurnView([property: Id(0)] CompanionMessageView Asked, [property: Id(1)] string ReplyId, [property: Id(2)] CompanionMessageView? Reply);

/// <summary>A piece of an answer.</summary>
/// <param name="Attempt">Whose text it is: should a process die in mid-answer, what it had shown is void, and another run begins at 0.</param>
/// <param name="Offset">Where the piece begins, in UTF-16 characters. Less than what was asked for: what the reader has is void.</param>
/// <param name="Text">The piece.</param>
/// <param name="Reply">The whole answer as stored, with its last piece; null while there is more to come.</param>
[GenerateSerializer, Immutable, Alias("companion.piece.v1")]
public sealed record ReplyChunk([property: Id(0)] string Attempt, [property: Id(1)] int Offset, [property: Id(2)] string Text, [property: Id(3)] CompanionMessageView? Reply);

/// <summary>What Xela remembers.</summary>
[GenerateSerializer, Immutable, Alias("companion.memory.v1")]
public sealed record MemoryView([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset? UpdatedAt);

/// <summary>Lines after a seq.</summary>
[GenerateSerializer, Immutable, Alias("companion.changes.v1")]
public sealed record CompanionChanges([property: Id(0)] ImmutableArray<CompanionMessageView> Messages, [property: Id(1)] long Seq, [property: Id(2)] bool More);
