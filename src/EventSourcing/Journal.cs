using Microsoft.Extensions.DependencyInjection;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace XelaConnect.EventSourcing;

/// <summary>
/// The kernel: one grain's history and the two states made from it. A rule decides on the <i>staged</i> state, in one synchronous step; the events are
/// committed together with whatever else arrives meanwhile; answers and reads show the <i>committed</i> state only. A failed commit fails everyone
/// waiting and ends the activation, and the next call loads afresh.
/// <para>Not safe for concurrent use: it lives inside a grain, on the grain's scheduler. It knows no Orleans, so it is tested without a silo.</para>
/// </summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <typeparam name="TEvent">The base of the grain's events.</typeparam>
public sealed partial class Journal<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition,
    IJournalStore store,
    ISnapshotStore snapshots,
    OutboxMessageTypes effects,
    IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    KernelMetrics metrics,
    ILogger<Journal<TState, TEvent>> log)
    where TState : class where TEvent : class
{
    /// <summary>How long a commit may take before its outcome counts as unknown.</summary>
    private static readonly TimeSpan CommitDeadline = TimeSpan.FromSeconds(15);

    /// <summary>How long an answer waits for the first delivery of its effects; they are owed and stored either way.</summary>
    private static readonly TimeSpan DeliveryWait = TimeSpan.FromSeconds(5);

    private readonly List<StagedCommand> waiting = [];
    private readonly RecentOperations<StagedCommand> operations = new(definition.Sizes.OperationsRemembered, static p => p.Task.IsCompleted);
    private TState committed = null!;
    private TState staged = null!;
    private long[] committedSeqs = [];
    private long[] stagedSeqs = [];
    private Outbox outbox = null!;
    private string key = "";
    private string owner = "";
    private bool committing;
    private StagedCommand? last;
    private Exception? failure;

    /// <summary>The state as of the last commit.</summary>
    public TState Committed => committed;

    /// <summary>The last committed seq of a stream of the grain; 0 when it is empty.</summary>
    public long SeqOf(int branch = 0) => committedSeqs[branch];

    /// <summary>Nothing is stored of this grain, and nothing is on its way to the store.</summary>
    public bool IsEmpty => Array.TrueForAll(stagedSeqs, static seq => seq == 0);

    /// <summary>The operation id of the grain's own outbox deliveries and projections starts with this.</summary>
    public string Owner => owner;

    /// <summary>Called after each commit, in order, with the events of it.</summary>
    public Action<ImmutableArray<EventEnvelope<TEvent>>>? AfterCommit { get; set; }

    /// <summary>Called once when a commit failed: the owner is to end the activation.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>
    /// Decides a command and answers when it is stored. The same operation in flight joins the first; later it gets the first one's events again.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The commit did not go through, or nobody knows; repeating the operation is safe.</exception>
    public async Task<Outcome<TView>> HandleAsync<TView>(
        string operationId,
        Func<TState, DateTimeOffset, Decision<TEvent>> rule,
        Func<TState, ImmutableArray<EventEnvelope<TEvent>>, TView> view)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationId);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(view);
        if (failure is not null) throw new StorageUnavailableException("This activation is ending after a failed commit.", failure);

        if (!operations.TryGet(operationId, out var pending))
        {
            pending = new StagedCommand(operationId, rule);
            if (Stage(pending)) _ = CommitAsync();
            else if (!operations.IsComplete && await FindAsync(operationId) is { IsEmpty: false } found) pending.Complete(new CommandResult(null, committed, found));
            else
            {
                // What was decided may rest on events that are staged only: it is said when they are stored, or not at all.
                if (last is { Task.IsCompleted: false } before) await before.Task;
                pending.Complete(new CommandResult(pending.Refusal, committed, []));
            }
        }

        var settled = await pending.Task;
        if (pending.Delivery is { IsCompleted: false } delivery) await AwaitDeliveryAsync(delivery);
        if (settled.Refusal is { } refusal) return refusal;
        return view(settled.State, settled.Events);
    }

    /// <summary>Events of one of the grain's streams after a seq, ascending. Only what is committed.</summary>
    public async Task<ImmutableArray<EventEnvelope<TEvent>>> ReadAfterAsync(int branch, long afterSeq, int limit) =>
        Decode(branch, await store.ReadAfterAsync(definition.StreamName(key, branch), afterSeq, limit));

    /// <summary>The newest events of one of the grain's streams before a seq, ascending. Only what is committed.</summary>
    public async Task<ImmutableArray<EventEnvelope<TEvent>>> ReadBeforeAsync(int branch, long beforeSeq, int limit) =>
        Decode(branch, await store.ReadBeforeAsync(definition.StreamName(key, branch), beforeSeq, limit));

    /// <summary>
    /// Deletes the events of one of the grain's branches up to a seq, for good. A grain that does so keeps the branch's last event, from which the next seq
    /// follows, and reads none of the deleted ones any more. Deleted operations are forgotten with them.
    /// </summary>
    public Task EraseAsync(int branch, long upToSeq)
    {
        ArgumentOutOfRangeException.ThrowIfZero(branch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(upToSeq, committedSeqs[branch]);
        return upToSeq < 1 ? Task.CompletedTask : store.EraseAsync(definition.StreamName(key, branch), upToSeq);
    }

    /// <summary>Delivers what is still owed, e.g. because a receiver was out of reach.</summary>
    public Task DeliverOutboxAsync() => outbox.DeliverAsync();

    /// <summary>Decides on the staged state. True when there are events to commit; otherwise the pending command knows its refusal, if any.</summary>
    private bool Stage(StagedCommand pending)
    {
        // Milliseconds are what is stored and shown, so an answer and a later read of it say the same.
        var now = time.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var decision = pending.Rule(staged, at);
        pending.Refusal = decision.Refusal;
        if (decision.Refusal is not null) { metrics.Refused(definition.Name); return false; }
        if (decision.Events.IsEmpty)
        {
            if (!decision.Messages.IsEmpty) throw new InvalidOperationException("A rule owes effects without recording an event; they could not be stored with it.");
            return false;
        }

        var before = staged;
        var recorded = ImmutableArray.CreateBuilder<EventEnvelope<TEvent>>(decision.Events.Length);
        Span<bool> marked = stackalloc bool[stagedSeqs.Length];
        foreach (var happened in decision.Events)
        {
            var branch = definition.SubStreamOf(happened);
            var next = new EventEnvelope<TEvent>(branch, ++stagedSeqs[branch], at, marked[branch] ? null : pending.OperationId, happened);
            marked[branch] = true;
            staged = definition.Apply(staged, next);
            recorded.Add(next);
        }
        pending.Events = recorded.MoveToImmutable();
        pending.Before = before;
        pending.After = staged;
        pending.Messages = decision.Messages;
        pending.MainSeq = stagedSeqs[0];
        pending.Version = 0;
        foreach (var seq in stagedSeqs) pending.Version += seq;
        operations.Add(pending.OperationId, pending);
        waiting.Add(pending);
        last = pending;
        return true;
    }

    private async Task CommitAsync()
    {
        if (committing) return;
        committing = true;
        try
        {
            while (waiting.Count > 0 && failure is null)
            {
                var batch = waiting.GetRange(0, Math.Min(waiting.Count, definition.Sizes.LargestBatch));
                waiting.RemoveRange(0, batch.Count);
                var (append, owed) = Compose(batch);
                using var span = KernelTraces.Commit(definition.Name, batch, static pending => pending.Cause);
                span.Count(append.Rows.Count, append.OutboxEntries.Count);
                AppendResult result;
                try
                {
                    result = await store.AppendAsync(append).WaitAsync(CommitDeadline, time);
                }
                catch (Exception e)
                {
                    span.Fail("unknown", e);
                    Fail(batch, new StorageUnavailableException("The commit's outcome is unknown.", e));
                    return;
                }
                switch (result.Status)
                {
                    case AppendStatus.Stored:
                        span.Succeed("stored");
                        Complete(batch, owed);
                        break;
                    case AppendStatus.Repeated when batch.Find(p => p.OperationId == result.RepeatedOp) is { } repeated:
                        span.Succeed("repeated");
                        RestageWithout(batch, repeated);
                        break;
                    default:
                        span.Fail("fenced");
                        metrics.Fenced(definition.Name);
                        Fail(batch, new StorageUnavailableException("Another activation of this grain has written meanwhile."));
                        return;
                }
            }
        }
        finally
        {
            committing = false;
        }
    }

    private (JournalAppend Append, List<(StagedCommand From, OutboxMessage Effect, OutboxEntry Owed)> Owed) Compose(List<StagedCommand> batch)
    {
        var rows = new List<JournalRow>(batch.Count);
        var owed = new List<(StagedCommand, OutboxMessage, OutboxEntry)>();
        foreach (var pending in batch)
        {
            foreach (var e in pending.Events)
            {
                var (alias, payload) = definition.Events.Encode(e.Event);
                rows.Add(new JournalRow(definition.StreamName(key, e.SubStream), e.Seq, e.At, e.Op, alias, payload, e.At + definition.LifetimeOf(e.SubStream)));
            }
            var at = pending.Events[0].At;
            foreach (var effect in pending.Messages) owed.Add((pending, effect, AddToOutbox(effect, pending.Version, at)));
            foreach (var projection in definition.Replicas)
            {
                if (!projection.Changed(pending.Before!, pending.After!)) continue;
                // Within one commit only the latest of a projection is worth storing; whoever caused an earlier one waits for it.
                owed.RemoveAll(o => o.Item2.Id == projection.Id);
                var effect = projection.Make(pending.After!, $"{owner}/{projection.Id}/{pending.Version}", pending.MainSeq) with { Id = projection.Id };
                // Due when it is to be delivered, or the sweep would come before its time.
                owed.Add((pending, effect, AddToOutbox(effect, pending.Version, at + (projection.Lag ?? TimeSpan.Zero))));
            }
        }
        return (new JournalAppend(owner, rows, owed.ConvertAll(o => o.Item3)), owed);
    }

    private TimeSpan? ReplicaLagOf(OutboxMessage effect)
    {
        foreach (var projection in definition.Replicas)
            if (projection.Lag is not null && projection.Id == effect.Id) return projection.Lag;
        return null;
    }

    private static OutboxEntry AddToOutbox(OutboxMessage effect, long version, DateTimeOffset at) => new(effect.Id, version, effect.Type.Alias, effect.Type.Encode(effect), at);

    private void Complete(List<StagedCommand> batch, List<(StagedCommand From, OutboxMessage Effect, OutboxEntry Owed)> owed)
    {
        committed = batch[^1].After!;
        foreach (var e in batch[^1].Events) committedSeqs[e.SubStream] = e.Seq;
        var events = batch.Count == 1 ? batch[0].Events : [.. batch.SelectMany(p => p.Events)];
        if (batch.Count > 1) foreach (var e in events) committedSeqs[e.SubStream] = e.Seq;
        metrics.Committed(definition.Name, batch.Count, events.Length);

        foreach (var (from, effect, stored) in owed)
        {
            if (ReplicaLagOf(effect) is { } lag)
            {
                outbox.AddLater(effect, stored.Version, lag);
                continue;
            }
            var attempt = outbox.Add(effect, stored.Version);
            if (!effect.Type.ResponseAwaitsDelivery) continue;
            from.Delivery = from.Delivery is null ? attempt : Task.WhenAll(from.Delivery, attempt);
        }
        // News first: whoever is answered and then looks at a live connection must not have to wait for a turn in between.
        try { AfterCommit?.Invoke(events); }
        catch (Exception e) { LogAfterCommitFailed(log, e, definition.Name, key); }
        foreach (var pending in batch) pending.Complete(new CommandResult(null, pending.After!, pending.Events));
        SnapshotIfDue();
    }

    private void Fail(List<StagedCommand> batch, StorageUnavailableException reason)
    {
        failure = reason;
        LogCommitFailed(log, reason, definition.Name, key, batch.Count + waiting.Count);
        metrics.Failed(definition.Name);
        staged = committed;
        List<StagedCommand> all = [.. batch, .. waiting];
        waiting.Clear();
        foreach (var pending in all) pending.Fail(reason);
        Failed?.Invoke(reason);
    }

    private async Task<ImmutableArray<EventEnvelope<TEvent>>> FindAsync(string operationId)
    {
        var names = Enumerable.Range(0, definition.SubStreams.Length + 1).Select(b => definition.StreamName(key, b)).ToList();
        var rows = await store.FindOperationAsync(names, operationId);
        return [.. rows.Select(r => Decode(names.IndexOf(r.Stream), r))];
    }

    private ImmutableArray<EventEnvelope<TEvent>> Decode(int branch, IReadOnlyList<JournalRow> rows)
    {
        var decoded = ImmutableArray.CreateBuilder<EventEnvelope<TEvent>>(rows.Count);
        foreach (var row in rows) decoded.Add(Decode(branch, row));
        return decoded.MoveToImmutable();
    }

    private EventEnvelope<TEvent> Decode(int branch, JournalRow row) => new(branch, row.Seq, row.At, row.Op, definition.Events.Decode(row.Type, row.Payload));
}
