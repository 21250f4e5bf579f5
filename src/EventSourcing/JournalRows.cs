namespace XelaConnect.EventSourcing;

/// <summary>A row. Seqs have no gaps but expired rows; only the first row of an operation carries its op.</summary>
public sealed record JournalRow(
    string Stream, long Seq, DateTimeOffset At, string? Op, string Type, ReadOnlyMemory<byte> Payload,
    DateTimeOffset? Expires = null);

/// <summary>
/// A stored outbox message. An entry with the same id replaces the one with a lower version.
/// <c>Failures</c> counts deliveries that failed for a reason that no outage explains.
/// </summary>
public sealed record OutboxEntry(
    string Id, long Version, string Kind, ReadOnlyMemory<byte> Payload, DateTimeOffset Due, int Failures = 0);

/// <summary>A message that was not delivered: when it is due again, or since when it is a dead letter.</summary>
public sealed record OutboxPostponement(
    string Id, long Version, DateTimeOffset Due, int Failures, string? Error = null, DateTimeOffset? DeadSince = null);

/// <summary>The place of an entry in the order of recovery.</summary>
public sealed record OutboxPosition(DateTimeOffset Due, string Owner, string Id);

/// <summary>A message that failed too often to be retried by itself, with type and text of the last failure.</summary>
public sealed record DeadLetter(
    string Owner, string Id, string Kind, int Failures, string? Error, DateTimeOffset Since);

/// <summary>The place of a dead letter in their list.</summary>
public sealed record DeadLetterPosition(DateTimeOffset Since, string Owner, string Id);

/// <summary>How many dead letters there are, and since when the oldest is one.</summary>
public readonly record struct DeadLetterTotals(long Count, DateTimeOffset? OldestSince);

/// <summary>A delivered message. Its entry is deleted unless a newer version has replaced it.</summary>
public readonly record struct OutboxAcknowledgement(string Id, long Version);

/// <summary>One grain's commit. Within a stream, rows are ascending and adjacent.</summary>
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

/// <summary>The place of a row in the order of streams.</summary>
public readonly record struct RowPosition(string Stream, long Seq);

/// <summary>Streams that were found, and the last row that was examined; null when there are no more.</summary>
public sealed record StreamSearch(IReadOnlyList<string> Streams, RowPosition? Last);

/// <summary>How many rows of a stream's end to load.</summary>
public readonly record struct StreamTail(string Stream, int Rows);

/// <summary>What a grain opens with: the last rows of each stream, ascending, and its outbox, oldest first.</summary>
public sealed record LoadedJournal(
    IReadOnlyList<IReadOnlyList<JournalRow>> Tails, IReadOnlyList<OutboxEntry> OutboxEntries);
