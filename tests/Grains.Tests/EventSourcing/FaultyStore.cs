using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>How an append ends.</summary>
internal enum AppendOutcome
{
    /// <summary>Stored and said so (or refused as a conflict, if it is one).</summary>
    Answered,
    /// <summary>Not stored, and an exception.</summary>
    Failed,
    /// <summary>Stored, but the answer got lost: an exception.</summary>
    AnswerLost,
}

/// <summary>
/// A journal store in memory whose appends end when and how the test says. Fence and operation index behave as in the real stores.
/// </summary>
internal sealed class FaultyStore : IJournalStore, ISnapshotStore
{
    private readonly List<(JournalAppend Append, TaskCompletionSource<AppendResult> Answer)> waiting = [];
    private readonly Dictionary<(string Owner, string Id), OutboxEntry> outbox = [];
    private readonly Dictionary<(string Owner, string Id), OutboxPostponement> dead = [];
    private readonly Dictionary<(string, string), StoredSnapshot> snapshots = [];
    private readonly Dictionary<string, Snapshot> covers = [];
    private int etags;

    public SortedDictionary<(string Stream, long Seq), JournalRow> Rows { get; } = [];

    public int Waiting => waiting.Count;

    public int Pending => outbox.Count;

    /// <summary>How an acknowledgement or a postponement ends.</summary>
    public Func<AppendOutcome> NextOutboxWrite { get; set; } = static () => AppendOutcome.Answered;

    public IReadOnlyCollection<OutboxEntry> Entries => outbox.Values;

    /// <summary>The dead letters, by message id.</summary>
    public IEnumerable<OutboxPostponement> Dead => dead.Values;

    /// <summary>The pending outbox messages and their owners, for the message of a failure.</summary>
    public string PendingMessages => string.Join(", ", outbox.Select(o => $"{o.Value.Kind} {o.Key.Id} {o.Value.Version} by {o.Key.Owner}"));

    public int SnapshotsWritten => etags;

    public int SnapshotsRead { get; private set; }

    public int OperationsLookedUp { get; private set; }

    /// <summary>Ends the n-th append that waits.</summary>
    public void End(int index, AppendOutcome ending)
    {
        var (append, answer) = waiting[index];
        waiting.RemoveAt(index);
        if (ending == AppendOutcome.Failed)
        {
            answer.TrySetException(new IOException("the disk said no"));
            return;
        }
        var result = Store(append);
        if (ending == AppendOutcome.Answered) answer.TrySetResult(result);
        else answer.TrySetException(new IOException("the answer got lost"));
    }

    /// <summary>Ends everything of one owner that waits.</summary>
    public void EndOf(string owner, Func<AppendOutcome> ending)
    {
        while (waiting.FindIndex(w => w.Append.Owner == owner) is var index and >= 0) End(index, ending());
    }

    public void EndAll(AppendOutcome ending = AppendOutcome.Answered)
    {
        while (waiting.Count > 0) End(0, ending);
    }

    public Task<AppendResult> AppendAsync(JournalAppend append)
    {
        var answer = new TaskCompletionSource<AppendResult>();
        waiting.Add((append, answer));
        return answer.Task;
    }

    public Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails) => Task.FromResult(new LoadedJournal(
        [.. tails.Select(t => (IReadOnlyList<JournalRow>)[.. Of(t.Stream).TakeLast(t.Rows)])],
        [.. Alive(owner)]));

    public Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit) =>
        Task.FromResult<IReadOnlyList<JournalRow>>([.. Of(stream).Where(r => r.Seq > afterSeq).Take(limit)]);

    public Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit) =>
        Task.FromResult<IReadOnlyList<JournalRow>>([.. Of(stream).Where(r => r.Seq < beforeSeq).TakeLast(limit)]);

    public Task<IReadOnlyList<JournalRow>> ReadMentionsAsync(string stream, string text, long afterSeq, long upToSeq, int limit) =>
        Task.FromResult<IReadOnlyList<JournalRow>>([.. Of(stream).Where(r => r.Seq > afterSeq && r.Seq <= upToSeq
            && $"{System.Text.Encoding.UTF8.GetString(r.Payload.Span)} {r.Op}".Contains(text, StringComparison.Ordinal)).Take(limit)]);

    public Task<StreamSearch> FindStreamsAsync(string prefix, string text, RowPosition after, int limit)
    {
        var rows = Rows.Values.Where(r => r.Stream.StartsWith(prefix, StringComparison.Ordinal)
            && (string.CompareOrdinal(r.Stream, after.Stream), r.Seq).CompareTo((0, after.Seq)) > 0).Take(limit).ToList();
        return Task.FromResult(new StreamSearch(
            [.. rows.Where(r => System.Text.Encoding.UTF8.GetString(r.Payload.Span).Contains(text, StringComparison.Ordinal))
                .Select(r => r.Stream).Distinct()],
            rows.Count < limit ? null : new RowPosition(rows[^1].Stream, rows[^1].Seq)));
    }

    public Task DeleteDeadLettersAsync(string owner, string text)
    {
        foreach (var at in dead.Keys.Where(at => at.Owner == owner && (at.Id.Contains(text, StringComparison.Ordinal)
            || System.Text.Encoding.UTF8.GetString(outbox[at].Payload.Span).Contains(text, StringComparison.Ordinal))).ToList())
        {
            dead.Remove(at);
            outbox.Remove(at);
        }
        return Task.CompletedTask;
    }

    /// <summary>Whether the next write of an erasure fails.</summary>
    public Func<bool> ErasureFails { get; set; } = static () => false;

    public Task RewriteAsync(IReadOnlyList<JournalRow> rows) => EraseAsync(() =>
    {
        foreach (var row in rows) Rows[(row.Stream, row.Seq)] = row;
        return rows.Count;
    });

    public Task RewriteCoverAsync(string stream, Snapshot snapshot) => EraseAsync(() =>
    {
        if (covers.TryGetValue(stream, out var cover) && cover.Seq == snapshot.Seq) covers[stream] = snapshot;
        return 1;
    });

    public Task<int> RenameAsync(IReadOnlyList<(string From, string To)> streams) => EraseAsync(() =>
    {
        var rows = streams.SelectMany(stream => Of(stream.From).Select(row => (Row: row, stream.To))).ToList();
        foreach (var (row, to) in rows)
        {
            Rows.Remove((row.Stream, row.Seq));
            Rows.Add((to, row.Seq), row with { Stream = to });
        }
        return rows.Count;
    });

    public Task<int> DeleteNewestAsync(string stream, int limit) => EraseAsync(() =>
    {
        var newest = Of(stream).TakeLast(limit).ToList();
        foreach (var row in newest) Rows.Remove((stream, row.Seq));
        return newest.Count;
    });

    public Task DeleteOwnerAsync(string owner, string stream) => EraseAsync(() =>
    {
        foreach (var at in outbox.Keys.Where(at => at.Owner == owner).ToList())
        {
            outbox.Remove(at);
            dead.Remove(at);
        }
        covers.Remove(stream);
        return 0;
    });

    public Task DeleteAsync(string name, string key) => EraseAsync(() => snapshots.Remove((name, key)) ? 1 : 0);

    /// <summary>Everything that is stored, as text.</summary>
    public string Dump() => string.Join('\n', Rows.Values
        .Select(row => $"{row.Stream} {row.Seq} {row.Op} {row.Type} {System.Text.Encoding.UTF8.GetString(row.Payload.Span)}")
        .Concat(outbox.Select(o => $"{o.Key} {System.Text.Encoding.UTF8.GetString(o.Value.Payload.Span)}"))
        .Concat(snapshots.Select(s => $"{s.Key} {System.Text.Encoding.UTF8.GetString(s.Value.Snapshot.State.Span)}"))
        .Concat(covers.Select(c => $"{c.Key} {System.Text.Encoding.UTF8.GetString(c.Value.State.Span)}")));

    public Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op)
    {
        OperationsLookedUp++;
        var found = new List<JournalRow>();
        foreach (var stream in streams)
        {
            var rows = Of(stream).SkipWhile(r => r.Op != op).ToList();
            found.AddRange(rows.Take(1).Concat(rows.Skip(1).TakeWhile(r => r.Op is null)));
        }
        return Task.FromResult<IReadOnlyList<JournalRow>>(found);
    }

    public Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements) => WriteAsync(() =>
    {
        foreach (var (id, version) in acknowledgements)
            if (outbox.TryGetValue((owner, id), out var entry) && entry.Version <= version) outbox.Remove((owner, id));
    });

    public Task PostponeAsync(string owner, IReadOnlyList<OutboxPostponement> postponements) => WriteAsync(() =>
    {
        foreach (var later in postponements)
        {
            if (!outbox.TryGetValue((owner, later.Id), out var entry) || entry.Version != later.Version) continue;
            outbox[(owner, later.Id)] = entry with { Due = later.Due, Failures = later.Failures };
            if (later.DeadSince is not null) dead[(owner, later.Id)] = later;
        }
    });

    public Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(string owner, DateTimeOffset dueBefore, int limit) =>
        Task.FromResult<IReadOnlyList<OutboxEntry>>([.. Alive(owner).Where(entry => entry.Due <= dueBefore).Take(limit)]);

    public Task<IReadOnlyList<OutboxPosition>> ReadOverdueAsync(
        int shard, DateTimeOffset dueBefore, OutboxPosition? after, int limit) =>
        Task.FromResult<IReadOnlyList<OutboxPosition>>([.. outbox
            .Where(o => OutboxShards.Of(o.Key.Owner) == shard && o.Value.Due < dueBefore && !dead.ContainsKey(o.Key))
            .Select(o => new OutboxPosition(o.Value.Due, o.Key.Owner, o.Key.Id))
            .OrderBy(p => p.Due).ThenBy(p => p.Owner, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)
            .Where(p => after is null || (p.Due, p.Owner, p.Id).CompareTo((after.Due, after.Owner, after.Id)) > 0).Take(limit)]);

    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(DeadLetterPosition? before, int limit) =>
        throw new NotSupportedException();

    public Task<DeadLetterTotals> CountDeadLettersAsync() => throw new NotSupportedException();

    public Task<bool> ReviveAsync(string owner, string id, DateTimeOffset due) => throw new NotSupportedException();

    /// <summary>Whether the next drop of covered rows fails.</summary>
    public Func<bool> DropFails { get; set; } = static () => false;

    /// <summary>Whether snapshots stay beside the rows that they cover, as in SQLite.</summary>
    public bool KeepsCovers { get; set; }

    public Task<int> DropCoveredAsync(string stream, Snapshot snapshot, long upToSeq, int limit)
    {
        if (DropFails()) return Task.FromException<int>(new IOException("the write failed"));
        if (!snapshots.Values.Any(durable => durable.Snapshot.Seq == snapshot.Seq) || upToSeq >= snapshot.Seq)
            throw new InvalidOperationException("the rows are not covered");
        if (KeepsCovers && (covers.GetValueOrDefault(stream)?.Seq ?? 0) < snapshot.Seq) covers[stream] = snapshot;
        var dropped = Of(stream).Where(r => r.Seq <= upToSeq).Take(limit).ToList();
        foreach (var row in dropped) Rows.Remove((stream, row.Seq));
        return Task.FromResult(dropped.Count);
    }

    public Task<Snapshot?> ReadCoverAsync(string stream) => Task.FromResult(covers.GetValueOrDefault(stream));

    /// <summary>As after a restore that has the journal only.</summary>
    public void LoseSnapshots() => snapshots.Clear();

    public Task EraseAsync(string stream, long upToSeq)
    {
        foreach (var (at, row) in Rows.ToList())
            if (row.Stream == stream && row.Seq <= upToSeq) Rows.Remove(at);
        return Task.CompletedTask;
    }

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit) => Task.FromResult(0);

    public Task<bool> IsReachableAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task<StoredSnapshot?> ReadAsync(string name, string key)
    {
        SnapshotsRead++;
        return Task.FromResult(snapshots.GetValueOrDefault((name, key)));
    }

    public Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag)
    {
        if (snapshots.GetValueOrDefault((name, key))?.Etag != etag) throw new InvalidOperationException("the etag is another one");
        var next = (++etags).ToString(System.Globalization.CultureInfo.InvariantCulture);
        snapshots[(name, key)] = new StoredSnapshot(snapshot, next);
        return Task.FromResult<string?>(next);
    }

    public IEnumerable<JournalRow> Of(string stream) => Rows.Values.Where(r => r.Stream == stream);

    private Task<int> EraseAsync(Func<int> erase) =>
        ErasureFails() ? Task.FromException<int>(new IOException("the write failed")) : Task.FromResult(erase());

    private IEnumerable<OutboxEntry> Alive(string owner) => outbox
        .Where(o => o.Key.Owner == owner && !dead.ContainsKey(o.Key)).Select(o => o.Value).OrderBy(o => o.Version);

    private Task WriteAsync(Action write)
    {
        var outcome = NextOutboxWrite();
        if (outcome != AppendOutcome.Failed) write();
        return outcome == AppendOutcome.Answered ? Task.CompletedTask : Task.FromException(new IOException("the write failed"));
    }

    private AppendResult Store(JournalAppend append)
    {
        foreach (var row in append.Rows)
            if (row.Op is not null && Of(row.Stream).Any(r => r.Op == row.Op)) return new AppendResult(AppendStatus.Repeated, row.Op);
        if (append.Rows.Where(r => r.Op is not null).GroupBy(r => (r.Stream, r.Op)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new AppendResult(AppendStatus.Repeated, twice.Key.Op);
        if (append.Rows.Any(r => Rows.ContainsKey((r.Stream, r.Seq)))) return AppendResult.Fenced;
        foreach (var row in append.Rows) Rows.Add((row.Stream, row.Seq), row);
        foreach (var entry in append.OutboxEntries)
        {
            outbox[(append.Owner, entry.Id)] = entry;
            dead.Remove((append.Owner, entry.Id));
        }
        return AppendResult.Stored;
    }
}
