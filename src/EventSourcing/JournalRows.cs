namespace XelaConnect.EventSourcing;

/// <summary>One row of a journal.</summary>
/// <param name="Stream">Whose history.</param>
/// <param name="Seq">Its place, from 1, without holes (but for expired rows).</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="Op">The operation it came from; null on the second and later rows of one operation.</param>
/// <param name="Type">Alias and version of the event.</param>
/// <param name="Payload">The event as UTF-8 JSON.</param>
/// <param name="Expires">When the row may be deleted; null for ever.</param>
public sealed record JournalRow(string Stream, long Seq, DateTimeOffset At, string? Op, string Type, ReadOnlyMemory<byte> Payload, DateTimeOffset? Expires = null);

/// <summary>A command owed to another grain, stored in the same transaction as the events that caused it.</summary>
/// <param name="Id">Unique for the owner. The same id again replaces the earlier effect: latest wins.</param>
/// <param name="Version">Tells an effect from the one it replaced.</param>
/// <param name="Kind">Alias and version of the effect.</param>
/// <param name="Payload">The command as UTF-8 JSON.</param>
/// <param name="Due">When it became owed.</param>
public sealed record OutboxEntry(string Id, long Version, string Kind, ReadOnlyMemory<byte> Payload, DateTimeOffset Due);

/// <summary>An effect that was delivered: it is forgotten unless a newer version has replaced it.</summary>
public readonly record struct OutboxAcknowledgement(string Id, long Version);

/// <summary>One grain's commit.</summary>
/// <param name="Owner">The grain, as its id's text; effects are owed by it.</param>
/// <param name="Rows">Rows of one or more of its streams; within a stream ascending and adjacent.</param>
/// <param name="OutboxEntries">Effects owed with them.</param>
public sealed record JournalAppend(string Owner, IReadOnlyList<JournalRow> Rows, IReadOnlyList<OutboxEntry> OutboxEntries);

/// <summary>How an append went.</summary>
public enum AppendStatus
{
    /// <summary>Durable.</summary>
    Stored,
    /// <summary>Another activation wrote one of these seqs: nothing was stored.</summary>
    Fenced,
    /// <summary>One of these operations is in the journal already: nothing was stored.</summary>
    Repeated,
}

/// <summary>How an append went, and which operation was found repeated.</summary>
public readonly record struct AppendResult(AppendStatus Status, string? RepeatedOp = null)
{
    /// <summary>Durable.</summary>
    public static readonly AppendResult Stored = new(AppendStatus.Stored);
    /// <summary>Nothing was stored.</summary>
    public static readonly AppendResult Fenced = new(AppendStatus.Fenced);
}

/// <summary>How much of a stream's end to open with.</summary>
public readonly record struct StreamTail(string Stream, int Rows);

/// <summary>What a grain opens with.</summary>
/// <param name="Tails">The last rows of each stream asked for, in the order asked, ascending.</param>
/// <param name="OutboxEntries">Effects owed, oldest first.</param>
public sealed record LoadedJournal(IReadOnlyList<IReadOnlyList<JournalRow>> Tails, IReadOnlyList<OutboxEntry> OutboxEntries);
