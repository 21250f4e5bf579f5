namespace XelaConnect.EventSourcing;

/// <summary>
/// The history of one grain and its state. A rule decides on the staged state in one synchronous step; its events are
/// committed with those of other commands; responses and reads show the committed state. A failed commit fails every
/// waiting command and ends the activation. Lives on the grain's scheduler; not safe for concurrent use.
/// </summary>
public sealed class Journal<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IOwnerStorage storage, OutboxMessageTypes messageTypes,
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, KernelMetrics metrics,
    ILogger<Journal<TState, TEvent>> log) where TState : class where TEvent : class
{
    /// <summary>How long a response waits for deliveries. They are stored either way.</summary>
    private static readonly TimeSpan DeliveryWait = TimeSpan.FromSeconds(5);
    private const int PageSize = 100;
    /// <summary>Rows that one read of mentions examines: some 50 ms of a database.</summary>
    private const int MentionWindow = 20_000;
    private IJournalStore store = null!;
    private JournalStreams<TState, TEvent> streams = null!;
    private JournalState<TState, TEvent> state = null!;
    private CommandQueue<TState, TEvent> queue = null!;
    private CommitLoop<TState, TEvent> commits = null!;
    private Outbox outbox = null!;
    private JournalErasure<TState, TEvent> erasure = null!;

    /// <summary>On one pair of stores.</summary>
    internal Journal(
        JournalDefinition<TState, TEvent> definition, IJournalStore store, ISnapshotStore snapshots,
        OutboxMessageTypes messageTypes, IGrainFactory grains, TimeProvider time, KernelMetrics metrics,
        ILogger<Journal<TState, TEvent>> log)
        : this(definition, new SingleStorage(store, snapshots), messageTypes, grains, time, metrics, log) { }

    /// <summary>The state as of the last commit.</summary>
    public TState Committed => state.Committed;
    /// <summary>Whether nothing of this grain is stored or waits for a commit.</summary>
    public bool IsEmpty => state.IsEmpty;
    /// <summary>The grain's id as text. The operation ids of its state replicas begin with it.</summary>
    public string Owner { get; private set; } = "";
    /// <summary>Called after each commit, in order, with its events.</summary>
    public Action<ImmutableArray<EventEnvelope<TEvent>>>? AfterCommit { get; set; }
    /// <summary>Called once, when a commit failed: the grain then ends the activation.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>The last committed seq of one of the grain's streams; 0 when it is empty.</summary>
    public long SeqOf(int subStream = 0) => state.SeqOf(subStream);

    /// <summary>Replays the grain's journal, and starts to deliver what its outbox holds.</summary>
    public async Task OpenAsync(string key, string owner)
    {
        using var span = KernelTraces.Open(definition.Name);
        try
        {
            Owner = owner;
            (store, var snapshots) = storage.Of(owner);
            streams = new JournalStreams<TState, TEvent>(definition, store, key);
            var operations = new RecentOperations<StagedCommand<TState, TEvent>>(definition.Sizes.OperationsRemembered, time);
            var snapshotWriter = new SnapshotWriter<TState, TEvent>(
                definition, store, snapshots, streams.NameOf(0), key, metrics, log);
            var replay = new Replay<TState, TEvent>(definition, store, streams, snapshotWriter, operations);
            var entries = await replay.RunAsync(owner);
            state = replay.ToState();
            outbox = new Outbox(definition.Name, owner, store, messageTypes, grains, time, metrics, log);
            queue = new CommandQueue<TState, TEvent>(definition, state, streams, operations, time, metrics);
            commits = new CommitLoop<TState, TEvent>(
                definition, store, streams, state, queue, outbox, owner, time, metrics, log)
            {
                Committed = events => AfterCommit?.Invoke(events),
                Completed = () => snapshotWriter.WriteIfDue(state.Committed, state.SeqOf(0)),
                Failed = reason => Failed?.Invoke(reason),
            };
            erasure = new JournalErasure<TState, TEvent>(definition, store, streams, snapshotWriter, owner, commits.CloseAsync);
            foreach (var entry in entries) outbox.Restore(entry);
            span.Count(replay.EventCount, entries.Count);
            span.Succeed("opened");
        }
        catch (Exception e)
        {
            span.Fail("failed", e);
            throw;
        }
    }

    /// <summary>
    /// Decides a command and responds when it is stored. The view of a repetition gets the present state and the events
    /// that the operation stored first; they are read unless <paramref name="viewShowsEvents"/> is false.
    /// </summary>
    public async Task<Outcome<TView>> HandleAsync<TView>(
        string operationId, Func<TState, DateTimeOffset, Decision<TEvent>> rule,
        Func<TState, ImmutableArray<EventEnvelope<TEvent>>, TView> view, bool viewShowsEvents = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationId);
        if (commits.Failure is { } failure)
            throw new StorageUnavailableException("This activation is ending after a failed commit.", failure);
        if (!queue.TryGet(operationId, out var command))
        {
            command = new StagedCommand<TState, TEvent>(operationId, rule);
            if (queue.IsStored(operationId)) _ = queue.CompleteRepeatedAsync(command, viewShowsEvents);
            else if (queue.Stage(command)) commits.Start();
            else _ = queue.CompleteUnstagedAsync(command, mayBeRepeated: true);
        }
        var result = await command.Task;
        if (queue.DeliveryOf(operationId) is { } delivery) await AwaitDeliveryAsync(delivery);
        if (result.Refusal is { } refusal) return refusal;
        return view(result.State, result.Events);
    }

    /// <summary>Committed events of one of the grain's streams after a seq, ascending.</summary>
    public Task<ImmutableArray<EventEnvelope<TEvent>>> ReadAfterAsync(int subStream, long afterSeq, int limit) =>
        streams.ReadAfterAsync(subStream, afterSeq, limit);

    /// <summary>The newest committed events of one of the grain's streams before a seq, ascending.</summary>
    public Task<ImmutableArray<EventEnvelope<TEvent>>> ReadBeforeAsync(int subStream, long beforeSeq, int limit) =>
        streams.ReadBeforeAsync(subStream, beforeSeq, limit);

    /// <summary>
    /// Committed events of one of the grain's streams after a seq whose stored form contains a text of ASCII, like an id.
    /// It may be in a member that the caller does not mean.
    /// </summary>
    public async Task<Portion<EventEnvelope<TEvent>>> ReadMentionsAsync(
        int subStream, string text, long afterSeq, int limit)
    {
        var end = state.SeqOf(subStream);
        var upTo = Math.Min(end, afterSeq + MentionWindow);
        if (afterSeq >= upTo) return new([], end, More: false);
        var found = await streams.ReadMentionsAsync(subStream, text, afterSeq, upTo, limit);
        var seq = found.Length == limit ? found[^1].Seq : upTo;
        return new(found, seq, seq < end);
    }

    /// <summary>The last seq of one of the grain's streams before a time; 0 when there is none.</summary>
    public async Task<long> SeqBeforeAsync(DateTimeOffset time, int subStream = 0)
    {
        for (var before = SeqOf(subStream) + 1; before > 1;)
        {
            var rows = await streams.ReadBeforeAsync(subStream, before, PageSize);
            // Erased events need not be read.
            if (rows.IsEmpty) return before - 1;
            if (rows.LastOrDefault(row => row.At < time) is { } found) return found.Seq;
            before = rows[0].Seq;
        }
        return 0;
    }

    /// <summary>Deletes events up to a seq for good. The last must stay, since the next seq follows from it.</summary>
    public Task EraseAsync(int subStream, long upToSeq)
    {
        ArgumentOutOfRangeException.ThrowIfZero(subStream);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(upToSeq, state.SeqOf(subStream));
        return upToSeq < 1 ? Task.CompletedTask : store.EraseAsync(streams.NameOf(subStream), upToSeq);
    }

    /// <summary>Stores another event in place of some, which must not change the state. Their seqs and times stay.</summary>
    public async Task ReplaceAsync(int subStream, ImmutableArray<long> seqs, TEvent happened)
    {
        var (alias, payload) = definition.Events.Encode(happened);
        var stream = streams.NameOf(subStream);
        foreach (var seq in seqs)
            if (await store.ReadAfterAsync(stream, seq - 1, 1) is [var row] && row.Seq == seq)
                await store.RewriteAsync([row with { Type = alias, Payload = payload }]);
    }

    /// <summary>
    /// Deletes what is stored of the grain, a portion with each call, and ends the activation. Nothing happens while the
    /// outbox has messages to deliver.
    /// </summary>
    public Task<ErasedPortion> DeleteAsync() => erasure.DeleteAsync();

    /// <summary>Gives the grain's rows to another key, and ends the activation. Waits like <see cref="DeleteAsync"/>.</summary>
    public Task<ErasedPortion> RenameAsync(string key) => erasure.RenameAsync(key);

    /// <summary>
    /// Replaces a text of ASCII, like an id, in a portion of the grain's rows, without the words of whom it names (see
    /// <see cref="JournalDefinition{TState,TEvent}.Redacted"/>). Ends the activation where there is one.
    /// </summary>
    public Task<Rewritten> RewriteAsync(string text, string by, int subStream, long afterSeq) =>
        erasure.RewriteAsync(text, by, subStream, afterSeq, state.SeqOf(subStream), MentionWindow);

    /// <summary>Starts to deliver what is due by the store, which may hold more than this activation knows.</summary>
    public async Task DeliverOutboxAsync()
    {
        if (!await outbox.RecoverAsync(() => (state.CommittedVersion, state.StagedVersion)))
            commits.End(new StorageUnavailableException("The store holds a commit that this activation does not know."));
    }

    private async Task AwaitDeliveryAsync(Task delivery)
    {
        try { await delivery.WaitAsync(DeliveryWait, time); }
        catch (TimeoutException) { KernelLog.DeliverySlow(log, definition.Name, streams.Key); }
    }
}
