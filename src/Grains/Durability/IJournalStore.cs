namespace XelaConnect.Grains.Durability;

/// <summary>
/// Where journals live. One table of rows <c>(stream, seq, at, op, type, payload, expires)</c> with primary key <c>(stream, seq)</c> — the fence against a
/// second activation — and unique <c>(stream, op)</c> — an operation happens once, for ever; and one outbox of effects owed. Implementations group what
/// arrives while a commit is under way into the next one. All members are safe for concurrent use.
/// </summary>
public interface IJournalStore
{
    /// <summary>
    /// Stores all of <paramref name="append"/> or none of it. When the task completes with <see cref="AppendStatus.Stored"/> the rows survive a power cut.
    /// A conflict is a result and never fails what was grouped with it; an exception means the outcome is unknown.
    /// </summary>
    Task<AppendResult> AppendAsync(JournalAppend append);

    /// <summary>What a grain needs to open, in one round trip: the last rows of each of its streams, ascending, and the effects it owes, oldest first.</summary>
    Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails);

    /// <summary>Rows of a stream with seq &gt; <paramref name="afterSeq"/>, ascending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit);

    /// <summary>The newest rows of a stream with seq &lt; <paramref name="beforeSeq"/>, ascending, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit);

    /// <summary>The rows an operation left in any of these streams, each followed by the rows it left right behind it (those carry no op); empty when there are none.</summary>
    Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op);

    /// <summary>Forgets delivered effects. Several calls may be grouped with appends.</summary>
    Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> effects);

    /// <summary>Owners with effects that became due before <paramref name="dueBefore"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> OverdueOwnersAsync(DateTimeOffset dueBefore, int limit);

    /// <summary>Deletes the rows of a stream up to a seq. When the task completes they are gone.</summary>
    Task EraseAsync(string stream, long upToSeq);

    /// <summary>Deletes at most <paramref name="limit"/> rows whose time is over; answers how many.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit);

    /// <summary>True when the store answers.</summary>
    Task<bool> IsReachableAsync(CancellationToken cancellation);
}

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

/// <summary>Where snapshots live: one per grain, under a name that is unique to its state.</summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain, or null.</summary>
    Task<StoredSnapshot?> ReadAsync(string name, string key);

    /// <summary>Stores a snapshot over the one with <paramref name="etag"/> (null: the first); answers the new etag. Throws when another activation stored one in between.</summary>
    Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag);
}

/// <summary>A state as of a seq of its main stream.</summary>
/// <param name="Seq">The last event in it.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> State);

/// <summary>A snapshot with the etag that replaces it.</summary>
public sealed record StoredSnapshot(Snapshot Snapshot, string? Etag);
