namespace XelaConnect.EventSourcing;

/// <summary>
/// The store of journals and outboxes. The primary key <c>(stream, seq)</c> fences a second activation; the unique key
/// <c>(stream, op)</c> makes an operation happen once. All members are safe for concurrent use.
/// </summary>
public interface IJournalStore
{
    /// <summary>Stores all of it durably, or nothing. A conflict is a result; an exception: outcome unknown.</summary>
    Task<AppendResult> AppendAsync(JournalAppend append);
    /// <summary>Reads in one round trip what a grain opens with: the end of each stream, and its outbox.</summary>
    Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails);
    /// <summary>Rows with a greater seq, ascending.</summary>
    Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit);
    /// <summary>The newest rows with a smaller seq, ascending.</summary>
    Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit);
    /// <summary>Rows after a seq and up to another whose payload or op contains a text of ASCII, ascending.</summary>
    Task<IReadOnlyList<JournalRow>> ReadMentionsAsync(
        string stream, string text, long afterSeq, long upToSeq, int limit);
    /// <summary>
    /// Examines the next rows of all streams whose names begin with a prefix, in the order of stream and seq, and returns
    /// the streams in which one contains a text of ASCII.
    /// </summary>
    Task<StreamSearch> FindStreamsAsync(string prefix, string text, RowPosition after, int limit);
    /// <summary>The rows of an operation, each followed by the rows without an op that belong to it.</summary>
    Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op);
    /// <summary>Deletes delivered outbox entries. May be grouped with appends.</summary>
    Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements);
    /// <summary>An owner's entries that are due, in the order of their commits.</summary>
    Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(string owner, DateTimeOffset dueBefore, int limit);
    /// <summary>Moves the due time of entries that were not delivered. Replaced ones stay as they are.</summary>
    Task PostponeAsync(string owner, IReadOnlyList<OutboxPostponement> postponements);
    /// <summary>Entries of all owners in a shard that were due before a time, ascending, after a position.</summary>
    Task<IReadOnlyList<OutboxPosition>> ReadOverdueAsync(
        int shard, DateTimeOffset dueBefore, OutboxPosition? after, int limit);

    /// <summary>Dead letters, the newest first, before a position.</summary>
    Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(DeadLetterPosition? before, int limit);
    /// <summary>How many dead letters there are, and since when the oldest is one.</summary>
    Task<DeadLetterTotals> CountDeadLettersAsync();
    /// <summary>Deletes an owner's dead letters that contain a text of ASCII.</summary>
    Task DeleteDeadLettersAsync(string owner, string text);
    /// <summary>Makes a dead letter due again, as if it had never failed. False when there is none.</summary>
    Task<bool> ReviveAsync(string owner, string id, DateTimeOffset due);
    /// <summary>
    /// Deletes rows of a stream up to a seq, at most <paramref name="limit"/>, and returns how many. The snapshot is
    /// durable and covers them. A store whose snapshots are in another file keeps this one beside the rows.
    /// </summary>
    Task<int> DropCoveredAsync(string stream, Snapshot snapshot, long upToSeq, int limit);
    /// <summary>The snapshot that is kept beside the rows of a stream, or null.</summary>
    Task<Snapshot?> ReadCoverAsync(string stream);
    /// <summary>Replaces the snapshot that is kept beside the rows of a stream, if there is one.</summary>
    Task RewriteCoverAsync(string stream, Snapshot snapshot);
    /// <summary>Deletes the rows of a stream up to a seq.</summary>
    Task EraseAsync(string stream, long upToSeq);
    /// <summary>Replaces op, type and payload of rows. Their seqs and times stay.</summary>
    Task RewriteAsync(IReadOnlyList<JournalRow> rows);
    /// <summary>Gives streams other names, all of them or none, and returns how many rows they have.</summary>
    Task<int> RenameAsync(IReadOnlyList<(string From, string To)> streams);
    /// <summary>Deletes the newest rows of a stream, about <paramref name="limit"/>; 0 when none is left.</summary>
    Task<int> DeleteNewestAsync(string stream, int limit);
    /// <summary>Deletes what is left of an owner without rows: outbox entries, and the cover of a stream.</summary>
    Task DeleteOwnerAsync(string owner, string stream);
    /// <summary>
    /// Overwrites what deleted and rewritten rows left on the disk, where the database does not do it by itself.
    /// </summary>
    Task CompactAsync() => Task.CompletedTask;
    /// <summary>Deletes at most <paramref name="limit"/> expired rows, and returns how many.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit);
    /// <summary>Whether the store responds.</summary>
    Task<bool> IsReachableAsync(CancellationToken cancellation);
}

/// <summary>The store of snapshots: one for each grain, under a name that is unique to its state.</summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain, or null.</summary>
    Task<StoredSnapshot?> ReadAsync(string name, string key);
    /// <summary>Replaces the snapshot with this etag (null: none), or throws; returns the new etag.</summary>
    Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag);
    /// <summary>Deletes the snapshot of a grain, if there is one.</summary>
    Task DeleteAsync(string name, string key);
}

/// <summary>A state, as UTF-8 JSON, as of a seq of the main stream.</summary>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> State);

/// <summary>A snapshot with the etag that replaces it.</summary>
public sealed record StoredSnapshot(Snapshot Snapshot, string? Etag);
