namespace XelaConnect.EventSourcing;

/// <summary>One row of a journal.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Seq">Its seq, from 1, without gaps except for expired rows.</param>
/// <param name="At">When the event was decided, UTC.</param>
/// <param name="Op">The operation id; null on the later rows of an operation.</param>
/// <param name="Type">Alias and version of the event.</param>
/// <param name="Payload">The event as UTF-8 JSON.</param>
/// <param name="Expires">When the row may be deleted; null: never.</param>
public sealed record JournalRow(
    string Stream,
    long Seq,
    DateTimeOffset At,
    string? Op,
    string Type,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset? Expires = null);

/// <summary>An outbox message as it is stored, in the transaction of the events that caused it.</summary>
/// <param name="Id">Unique for the owner. An entry with the same id replaces the earlier one.</param>
/// <param name="Version">Orders the entries of one id.</param>
/// <param name="Kind">Alias and version of the message.</param>
/// <param name="Payload">The message as UTF-8 JSON.</param>
/// <param name="Due">When its delivery is due.</param>
public sealed record OutboxEntry(string Id, long Version, string Kind, ReadOnlyMemory<byte> Payload, DateTimeOffset Due);

/// <summary>A delivered message. Its entry is deleted unless a newer version has replaced it.</summary>
public readonly record struct OutboxAcknowledgement(string Id, long Version);

/// <summary>One grain's commit.</summary>
/// <param name="Owner">The grain's id as text.</param>
/// <param name="Rows">Rows of its streams; within a stream ascending and adjacent.</param>
/// <param name="OutboxEntries">Its outbox messages.</param>
public sealed record JournalAppend(string Owner, IReadOnlyList<JournalRow> Rows, IReadOnlyList<OutboxEntry> OutboxEntries);

/// <summary>The status of an append.</summary>
public enum AppendStatus
{
    /// <summary>Everything is stored and durable.</summary>
    Stored,
    /// <summary>Another activation wrote one of the seqs; nothing is stored.</summary>
    Fenced,
    /// <summary>The journal holds one of the operations; nothing is stored.</summary>
    Repeated,
}

/// <summary>The result of an append, and the operation that was repeated.</summary>
public readonly record struct AppendResult(AppendStatus Status, string? RepeatedOp = null)
{
    /// <summary>Everything is stored and durable.</summary>
    public static readonly AppendResult Stored = new(AppendStatus.Stored);
    /// <summary>Another activation wrote one of the seqs; nothing is stored.</summary>
    public static readonly AppendResult Fenced = new(AppendStatus.Fenced);
}

/// <summary>How many rows of a stream's end to load.</summary>
public readonly record struct StreamTail(string Stream, int Rows);

/// <summary>What a grain opens with.</summary>
/// <param name="Tails">The last rows of each stream, ascending, in the order of the request.</param>
/// <param name="OutboxEntries">Its outbox, oldest entry first.</param>
public sealed record LoadedJournal(IReadOnlyList<IReadOnlyList<JournalRow>> Tails, IReadOnlyList<OutboxEntry> OutboxEntries);
