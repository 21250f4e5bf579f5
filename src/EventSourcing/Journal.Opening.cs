using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace XelaConnect.EventSourcing;

public sealed partial class Journal<TState, TEvent>
{
    private StoredSnapshot? snapshot;
    private bool snapshotRead;
    private bool snapshotting;

    /// <summary>Loads the grain: journal first, snapshot only where the tail does not reach back to the first event.</summary>
    public async Task OpenAsync(string grainKey, string grainOwner)
    {
        using var span = KernelTraces.Open(definition.Name);
        try
        {
            var (events, messages) = await ReplayAsync(grainKey, grainOwner);
            span.Count(events, messages);
            span.Succeed("opened");
        }
        catch (Exception e)
        {
            span.Fail("failed", e);
            throw;
        }
    }

    /// <summary>Reads and replays; answers how many events it replayed and how many outbox messages it found.</summary>
    private async Task<(int Events, int Messages)> ReplayAsync(string grainKey, string grainOwner)
    {
        key = grainKey;
        owner = grainOwner;
        var branches = definition.SubStreams.Length + 1;
        var tails = new StreamTail[branches];
        for (var b = 0; b < branches; b++) tails[b] = new StreamTail(definition.StreamName(key, b), b == 0 ? definition.Sizes.TailRows : definition.SubStreams[b - 1].ReplayLast);
        var opened = await store.LoadAsync(owner, tails);

        committedSeqs = new long[branches];
        stagedSeqs = new long[branches];
        var state = definition.Empty(key);
        var main = opened.Tails[0];
        if (main.Count > 0 && main[0].Seq > 1 && definition.Snapshot is not null) state = await CatchUpAsync(state, main[0].Seq);
        var replayed = (int)(committedSeqs[0] - (snapshot?.Snapshot.Seq ?? 0));

        // Operations are remembered from whole histories only: of one that left rows in two streams, a tail may hold the half.
        var whole = opened.Tails.All(static tail => tail.Count == 0 || tail[0].Seq == 1);
        if (!whole) operations.MarkIncomplete();
        for (var b = 0; b < branches; b++)
        {
            StagedCommand? last = null;
            foreach (var row in opened.Tails[b])
            {
                if (row.Seq <= committedSeqs[b]) continue;
                var recorded = Decode(b, row);
                state = definition.Apply(state, recorded);
                committedSeqs[b] = row.Seq;
                replayed++;
                if (whole) last = Remember(recorded, last);
            }
        }
        committed = staged = state;
        committedSeqs.CopyTo(stagedSeqs, 0);
        foreach (var p in operations.Values) p.Complete(new CommandResult(null, committed, p.Events));

        outbox = new Outbox(definition.Name, owner, store, grains, time, metrics, log);
        foreach (var owed in opened.OutboxEntries) _ = outbox.Add(effects.Decode(owed), owed.Version);
        return (replayed, opened.OutboxEntries.Count);
    }

    /// <summary>Reads the snapshot and the events between it and the tail.</summary>
    private async Task<TState> CatchUpAsync(TState empty, long tailStartsAt)
    {
        var state = empty;
        await ReadSnapshotAsync();
        if (snapshot is not null)
        {
            state = JsonSerializer.Deserialize(snapshot.Snapshot.State.Span, definition.Snapshot!) ?? throw new InvalidDataException("The snapshot is empty.");
            committedSeqs[0] = snapshot.Snapshot.Seq;
            // Its bytes have done their work; held on to, they would double what a large grain takes.
            snapshot = snapshot with { Snapshot = snapshot.Snapshot with { State = default } };
        }
        while (committedSeqs[0] < tailStartsAt - 1)
        {
            var page = await store.ReadAfterAsync(definition.StreamName(key, 0), committedSeqs[0], definition.Sizes.PageRows);
            if (page.Count == 0) break;
            foreach (var row in page)
            {
                if (row.Seq >= tailStartsAt) break;
                state = definition.Apply(state, Decode(0, row));
                committedSeqs[0] = row.Seq;
            }
            if (page[^1].Seq >= tailStartsAt) break;
        }
        return state;
    }

    /// <summary>Remembers an operation of the replayed tail, so that its repetition needs no look-up. Rows without an op belong to the one before.</summary>
    private StagedCommand? Remember(EventEnvelope<TEvent> recorded, StagedCommand? before)
    {
        if (recorded.Op is null)
        {
            if (before is not null) before.Events = before.Events.Add(recorded);
            return before;
        }
        if (operations.TryGet(recorded.Op, out var known))
        {
            known.Events = known.Events.Add(recorded);
            return known;
        }
        var pending = new StagedCommand(recorded.Op, static (_, _) => Decision.Nothing) { Events = [recorded] };
        operations.Add(recorded.Op, pending);
        return pending;
    }

    private async Task ReadSnapshotAsync()
    {
        if (snapshotRead) return;
        snapshot = await snapshots.ReadAsync(definition.SnapshotName, key);
        snapshotRead = true;
    }

    private void SnapshotIfDue()
    {
        if (definition.Snapshot is null || snapshotting) return;
        var behind = committedSeqs[0] - (snapshot?.Snapshot.Seq ?? 0);
        if (behind < definition.Sizes.SnapshotEvery || behind < definition.SizeOf(committed) / 10) return;
        snapshotting = true;
        _ = SnapshotAsync(committed, committedSeqs[0]);
    }

    /// <summary>One at a time. The state is immutable, so it is written as JSON beside the grain's turns and not in them.</summary>
    private async Task SnapshotAsync(TState state, long seq)
    {
        try
        {
            await ReadSnapshotAsync();
            var bytes = await definition.Sizes.Offload(() => JsonSerializer.SerializeToUtf8Bytes(state, definition.Snapshot!));
            var next = new Snapshot(seq, bytes);
            var etag = await snapshots.WriteAsync(definition.SnapshotName, key, next, snapshot?.Etag);
            snapshot = new StoredSnapshot(next with { State = default }, etag);
            metrics.SnapshotWritten(definition.Name);
        }
        catch (Exception e)
        {
            // The journal has everything. What this activation knows of the snapshot may be wrong now: it is read again before the next one.
            LogSnapshotFailed(log, e, definition.Name, key);
            snapshotRead = false;
        }
        finally
        {
            snapshotting = false;
        }
    }

    private async Task AwaitDeliveryAsync(Task delivery)
    {
        try { await delivery.WaitAsync(DeliveryWait, time); }
        catch (TimeoutException) { LogDeliverySlow(log, definition.Name, key); }
    }

    [LoggerMessage(1501, LogLevel.Error, "Commit of {Journal} {Key} failed; {Waiting} commands were refused and the activation ends.")]
    private static partial void LogCommitFailed(ILogger log, Exception e, string journal, string key, int waiting);

    [LoggerMessage(1502, LogLevel.Error, "Telling the news of {Journal} {Key} failed; watchers find it by seq.")]
    private static partial void LogAfterCommitFailed(ILogger log, Exception e, string journal, string key);

    [LoggerMessage(1503, LogLevel.Warning, "Effects of {Journal} {Key} are slow; they stay owed and the answer goes out.")]
    private static partial void LogDeliverySlow(ILogger log, string journal, string key);

    [LoggerMessage(1504, LogLevel.Warning, "Snapshot of {Journal} {Key} was not written; the journal has everything.")]
    private static partial void LogSnapshotFailed(ILogger log, Exception e, string journal, string key);
}
