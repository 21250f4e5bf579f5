namespace XelaConnect.EventSourcing;

/// <summary>
/// The store of journals and outboxes: a table of rows <c>(stream, seq, at, op, type, payload, expires)</c> and a table
/// of outbox entries. The primary key <c>(stream, seq)</c> fences a second activation; the unique key <c>(stream,
/// op)</c> makes an operation happen once. Appends that arrive during a commit go into the next. All members are safe
/// for concurrent use.
/// </summary>
public interface IJournalStore
{
    /// <summary>
    /// Stores all of <paramref name="append"/> or nothing. After <see cref="AppendStatus.Stored"/> the rows survive a
    /// power cut. A conflict is a result and never fails other appends of its group; after an exception the outcome is
    /// unknown.
    /// </summary>
    Task<AppendResult> AppendAsync(JournalAppend append);

    /// <summary>
    /// Reads in one round trip what a grain opens with: the last rows of each stream, ascending, and its outbox, oldest
    /// entry first.
    /// </summary>
    Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails);

    /// <summary>
    /// Rows of a stream with seq &gt; <paramref name="afterSeq"/>, ascending, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit);

    /// <summary>
    /// The newest rows of a stream with seq &lt; <paramref name="beforeSeq"/>, ascending, at most <paramref
    /// name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit);

    /// <summary>
    /// The rows of an operation in these streams, each followed by the rows without an op that belong to it; empty when
    /// there are none.
    /// </summary>
    Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op);

    /// <summary>Deletes delivered outbox entries. May be grouped with appends.</summary>
    Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements);

    /// <summary>
    /// Owners of outbox entries that were due before <paramref name="dueBefore"/>, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<string>> OverdueOwnersAsync(DateTimeOffset dueBefore, int limit);

    /// <summary>Deletes the rows of a stream up to a seq.</summary>
    Task EraseAsync(string stream, long upToSeq);

    /// <summary>Deletes at most <paramref name="limit"/> expired rows, and returns how many.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit);

    /// <summary>Whether the store responds.</summary>
    Task<bool> IsReachableAsync(CancellationToken cancellation);
}
