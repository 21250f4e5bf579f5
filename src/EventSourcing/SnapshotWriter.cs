using System.Text;

namespace XelaConnect.EventSourcing;

/// <summary>A failed write is only logged: the journal holds every event.</summary>
internal sealed class SnapshotWriter<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IJournalStore store, ISnapshotStore snapshots, string stream,
    string key, KernelMetrics metrics, ILogger log)
    where TState : class where TEvent : class
{
    private StoredSnapshot? snapshot;
    private bool isRead;
    private bool isWriting;

    public long Seq => snapshot?.Snapshot.Seq ?? 0;

    public async Task<TState?> ReadAsync()
    {
        await ReadStoredAsync();
        if (snapshot is null) return null;
        var state = Decode(snapshot.Snapshot);
        // The bytes would double the memory of a large grain.
        snapshot = snapshot with { Snapshot = snapshot.Snapshot with { State = default } };
        return state;
    }

    public TState Decode(Snapshot stored) => JsonSerializer.Deserialize(stored.State.Span, definition.Snapshot!)
        ?? throw new InvalidDataException($"The snapshot of {definition.Name} {key} is empty.");

    /// <summary>Whether the stored snapshot contains a text of ASCII.</summary>
    public async Task<bool> MentionsAsync(string text)
    {
        var stored = await snapshots.ReadAsync(definition.SnapshotName, key);
        return stored is not null && stored.Snapshot.State.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }

    /// <summary>
    /// Replaces the snapshot, and the one beside the rows, where <paramref name="rewrite"/> changes it. Before that,
    /// <paramref name="close"/> is called.
    /// </summary>
    public async Task<bool> RewriteAsync(Func<Snapshot, Snapshot> rewrite, Func<Task> close)
    {
        var (stored, cover) = (await snapshots.ReadAsync(definition.SnapshotName, key), await store.ReadCoverAsync(stream));
        var (next, nextCover) = (stored is null ? null : rewrite(stored.Snapshot), cover is null ? null : rewrite(cover));
        if (ReferenceEquals(next, stored?.Snapshot) && ReferenceEquals(nextCover, cover)) return false;
        await close();
        isRead = false;
        if (!ReferenceEquals(next, stored?.Snapshot))
            await snapshots.WriteAsync(definition.SnapshotName, key, next!, stored!.Etag);
        if (!ReferenceEquals(nextCover, cover)) await store.RewriteCoverAsync(stream, nextCover!);
        return true;
    }

    /// <summary>The next activation replays all rows. Also deletes one under the name of earlier versions.</summary>
    public async Task DeleteAsync()
    {
        await snapshots.DeleteAsync(definition.SnapshotName, key);
        if (definition.SnapshotName != definition.Name) await snapshots.DeleteAsync(definition.Name, key);
    }

    public void WriteIfDue(TState state, long seq)
    {
        if (definition.Snapshot is null || isWriting) return;
        var newer = seq - Seq;
        if (newer < definition.Sizes.SnapshotEvery || newer < definition.SizeOf(state) / 10) return;
        isWriting = true;
        _ = WriteAsync(state, seq);
    }

    /// <summary>Outside of the grain's turns, which the immutable state allows.</summary>
    private async Task WriteAsync(TState state, long seq)
    {
        try
        {
            await ReadStoredAsync();
            var bytes = await definition.Sizes.Offload(
                () => JsonSerializer.SerializeToUtf8Bytes(state, definition.Snapshot!));
            var next = new Snapshot(seq, bytes);
            var etag = await snapshots.WriteAsync(definition.SnapshotName, key, next, snapshot?.Etag);
            snapshot = new StoredSnapshot(next with { State = default }, etag);
            metrics.SnapshotWritten(definition.Name);
            if (definition.CoveredRowsKept is { } kept) await DropCoveredAsync(next, seq - 1 - kept);
        }
        catch (Exception e)
        {
            KernelLog.SnapshotFailed(log, e, definition.Name, key);
            // The etag may be outdated now, so the next write reads it again.
            isRead = false;
        }
        finally { isWriting = false; }
    }

    /// <summary>The row at the snapshot's seq stays: the next seq follows from it.</summary>
    private async Task DropCoveredAsync(Snapshot durable, long upToSeq)
    {
        if (upToSeq < 1) return;
        var limit = definition.Sizes.DroppedRows;
        try
        {
            while (await store.DropCoveredAsync(stream, durable, upToSeq, limit) == limit)
            {
            }
        }
        catch (Exception e) { KernelLog.DropFailed(log, e, definition.Name, key); }
    }

    private async Task ReadStoredAsync()
    {
        if (isRead) return;
        snapshot = await snapshots.ReadAsync(definition.SnapshotName, key);
        isRead = true;
    }
}
