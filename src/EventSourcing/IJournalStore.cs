namespace XelaConnect.EventSourcing;

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
