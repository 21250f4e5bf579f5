namespace XelaConnect.EventSourcing;

/// <summary>Builds the state. Reads the snapshot only where the tail does not reach back to the first event.</summary>
internal sealed class Replay<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IJournalStore store, JournalStreams<TState, TEvent> streams,
    SnapshotWriter<TState, TEvent> snapshot,
    RecentOperations<StagedCommand<TState, TEvent>> operations) where TState : class where TEvent : class
{
    private readonly long[] seqs = new long[streams.Count];
    private TState current = definition.Empty(streams.Key);

    public JournalState<TState, TEvent> ToState() => new(definition, current, seqs);

    public int EventCount { get; private set; }

    /// <summary>Returns the grain's outbox.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> RunAsync(string owner)
    {
        var tails = new StreamTail[streams.Count];
        for (var i = 0; i < tails.Length; i++)
        {
            var rows = i == 0 ? definition.Sizes.TailRows : definition.SubStreams[i - 1].ReplayLast;
            tails[i] = new StreamTail(streams.NameOf(i), rows);
        }
        var loaded = await store.LoadAsync(owner, tails);
        if (loaded.Tails[0] is [{ Seq: > 1 } first, ..] && definition.Snapshot is not null)
            await ReplayUpToAsync(first.Seq);

        // Operations are remembered from whole histories only: a tail may hold half of one that wrote to two streams.
        var isWhole = loaded.Tails.All(static tail => tail.Count == 0 || tail[0].Seq == 1);
        if (!isWhole) operations.MarkIncomplete();
        for (var i = 0; i < tails.Length; i++)
        {
            foreach (var row in loaded.Tails[i])
            {
                if (row.Seq <= seqs[i]) continue;
                Apply(i, row);
                if (isWhole && row.Op is { } operationId) operations.Complete(operationId);
            }
        }
        return loaded.OutboxEntries;
    }

    private async Task ReplayUpToAsync(long tailSeq)
    {
        if (await snapshot.ReadAsync() is { } state) (current, seqs[0]) = (state, snapshot.Seq);
        while (seqs[0] < tailSeq - 1)
        {
            var page = await store.ReadAfterAsync(streams.NameOf(0), seqs[0], definition.Sizes.PageRows);
            if (definition.CoveredRowsKept is not null && page is [{ Seq: var next }, ..] && next > seqs[0] + 1)
            {
                await ReadCoverAsync(next);
                continue;
            }
            foreach (var row in page.TakeWhile(row => row.Seq < tailSeq)) Apply(0, row);
            if (page.Count == 0 || page[^1].Seq >= tailSeq) break;
        }
    }

    /// <summary>The rows before were dropped, and the snapshot is lost or older.</summary>
    private async Task ReadCoverAsync(long firstSeq)
    {
        var cover = await store.ReadCoverAsync(streams.NameOf(0));
        if (cover is null || cover.Seq < firstSeq - 1)
            throw new InvalidDataException(
                $"The journal of {definition.Name} {streams.Key} begins at seq {firstSeq}, "
                + "and no snapshot covers the rows before.");
        (current, seqs[0]) = (snapshot.Decode(cover), cover.Seq);
    }

    private void Apply(int subStream, JournalRow row)
    {
        current = definition.Apply(current, streams.Decode(subStream, row));
        seqs[subStream] = row.Seq;
        EventCount++;
    }
}
