using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Companion;

/// <summary>
/// One person's conversation with Xela, keyed by user id (contract endpoints 21 and 22). A turn is begun and stored before anything is answered, runs beside
/// the grain's turns, and goes on whoever is still listening: any device reads the answer from any place on, and gets the same text.
/// </summary>
[Alias("companion")]
public interface ICompanionGrain : IGrainWithStringKey
{
    /// <summary>The conversation's head: what is being answered, and how much of today is left.</summary>
    [Alias("Get"), ReadOnly]
    Task<CompanionView> GetAsync();

    /// <summary>What was said, ascending by seq: the first after a seq, or the newest before one, or the newest. What was deleted is not there.</summary>
    [Alias("History"), ReadOnly]
    Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);

    /// <summary>What was said after a seq, oldest first, and the newest seq: what a device missed.</summary>
    [Alias("Changes"), ReadOnly]
    Task<CompanionChanges> ChangesAsync(long afterSeq, int limit);

    /// <summary>
    /// Says something to Xela. The answer means that it is stored; Xela's answer is read by <see cref="ReadAsync"/> and is there already where no model has
    /// to be asked: when the words suggest danger to life, and where no model is set up. Beyond a burst of such words the answer is the same and neither it
    /// nor the words are stored; its seq is 0 then.
    /// </summary>
    [Alias("Ask")]
    Task<Outcome<TurnView>> AskAsync(AskXela command);

    /// <summary>
    /// An answer from a place on. Waits a few seconds for more when there is none yet; an empty piece without an answer means: ask again.
    /// </summary>
    /// <param name="answerId">Which answer.</param>
    /// <param name="run">The run the place belongs to (<see cref="ReplyChunk.Attempt"/>); null at the beginning.</param>
    /// <param name="offset">How many characters (UTF-16) the reader has.</param>
    /// <param name="whole">Wait for the end instead of the next piece.</param>
    [Alias("Read"), ReadOnly]
    Task<Outcome<ReplyChunk>> ReadAsync(string answerId, string? run, int offset, bool whole);

    /// <summary>Whether an answer, running or finished, is one of this conversation's and not deleted.</summary>
    [Alias("HasAnswer"), ReadOnly]
    Task<bool> HasReplyAsync(string answerId);

    /// <summary>What Xela remembers of the person.</summary>
    [Alias("Memory"), ReadOnly]
    Task<MemoryView> MemoryAsync();

    /// <summary>Puts the person's own words in place of what Xela remembers; "" clears it. The next turn goes by it.</summary>
    [Alias("SetMemory")]
    Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command);

    /// <summary>Deletes what was said up to now, and what Xela remembers, for good. The answer means that nobody can read it any more.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteCompanion command);
}

/// <summary>Names of the wire.</summary>
public static class Xela
{
    /// <summary>Who says what Xela says (contract §0 "message").</summary>
    public const string SenderId = "xela-ai";

    /// <summary>The id of someone's conversation with Xela.</summary>
    public static string ConversationOf(string userId) => Ids.Of("conversation", $"xela/{userId}");
}

/// <summary>Says something to Xela.</summary>
/// <param name="OperationId">The same operation is one turn, for ever.</param>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="AcceptLanguage">What the client says of its languages; helps to name crisis lines of the right country. Null: nothing.</param>
/// <param name="Address">A digest of the address it comes from; null: unknown. Calls of the model are counted by it.</param>
/// <param name="OverLimit">The caller sends too many: nothing is said but what may not wait (contract, "Xela").</param>
[GenerateSerializer, Immutable, Alias("companion.ask.v1")]
public sealed record AskXela(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Text,
    [property: Id(2)] string? AcceptLanguage = null,
    [property: Id(3)] bool OverLimit = false,
    [property: Id(4)] string? Address = null) : ICommand;

/// <summary>Replaces what Xela remembers.</summary>
[GenerateSerializer, Immutable, Alias("companion.set-memory.v1")]
public sealed record SetMemory([property: Id(0)] string OperationId, [property: Id(1)] string Text) : ICommand;

/// <summary>Deletes the conversation.</summary>
[GenerateSerializer, Immutable, Alias("companion.delete.v1")]
public sealed record DeleteCompanion([property: Id(0)] string OperationId) : ICommand;

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

/// <summary>Every refusal of the companion slice.</summary>
public static class CompanionFaults
{
    /// <summary>Today's messages are used up.</summary>
    public static readonly Fault QuotaSpent = new(FaultKind.PaymentRequired, "ai_limit",
        "You have used today's messages with Xela. An AI session or a higher tier gives more, and tomorrow begins anew.");
    /// <summary>No such answer in this person's conversation.</summary>
    public static readonly Fault UnknownReply = new(FaultKind.NotFound, "answer_not_found", "There is no such answer in your conversation with Xela.");
    /// <summary>Too many turns wait for their answers.</summary>
    public static readonly Fault Busy = new(FaultKind.TooMany, "xela_busy", "Xela is still answering what you said before. Try again in a moment.", null, 2);
    /// <summary>The caller sends too many requests; the host says it in its own words.</summary>
    public static readonly Fault OverLimit = new(FaultKind.TooMany, "rate_limited", "Too many requests.", null, 1);
    /// <summary>The idempotency key was used for other words.</summary>
    public static readonly Fault Reused = new(FaultKind.Conflict, "idempotency_key_reused", "This Idempotency-Key was used for a different request.", "Idempotency-Key");
}
