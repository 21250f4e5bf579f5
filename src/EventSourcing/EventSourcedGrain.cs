namespace XelaConnect.EventSourcing;

/// <summary>
/// Base of an aggregate grain. A command method is one line: <c>Handle(command, rule, view)</c>. Derived grains are
/// reentrant, which is safe: deciding and staging are one synchronous step, and only commits are awaited.
/// </summary>
public abstract class EventSourcedGrain<TState, TEvent> : Grain, IOutboxOwner, IErasable where TState : class where TEvent : class
{
    /// <summary>Lifetime of an activation without a history. Calls under way end before it.</summary>
    private static readonly TimeSpan EmptyLifetime = TimeSpan.FromSeconds(1);
    private IGrainTimer? emptyTimer;

    /// <summary>Connects the grain to its journal.</summary>
    protected EventSourcedGrain(Journal<TState, TEvent> journal)
    {
        Journal = journal;
        Journal.Failed = _ => DeactivateOnIdle();
        Journal.AfterCommit = OnCommitted;
    }

    /// <summary>The grain's journal.</summary>
    protected Journal<TState, TEvent> Journal { get; }
    /// <summary>The state as of the last commit; the only one that reads may show.</summary>
    protected TState Committed => Journal.Committed;
    /// <summary>The grain's key.</summary>
    protected string Key => this.GetPrimaryKeyString();
    /// <summary>Whether the activation holds something that is not stored and must not be lost with it.</summary>
    protected virtual bool IsInUse => false;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Journal.OpenAsync(Key, this.GetGrainId().ToString());
        OnOpened();
        if (!Journal.IsEmpty) return;
        var options = new GrainTimerCreationOptions(EmptyLifetime, EmptyLifetime) { Interleave = true };
        emptyTimer = this.RegisterGrainTimer(static (grain, _) => grain.EndIfEmptyAsync(), this, options);
    }

    /// <inheritdoc/>
    public Task DeliverOutboxAsync() => Journal.DeliverOutboxAsync();

    /// <inheritdoc/>
    public Task<ErasedPortion> DeleteStoredAsync() => Journal.DeleteAsync();

    /// <inheritdoc/>
    public Task<ErasedPortion> RenameStoredAsync(string key) => Journal.RenameAsync(key);

    /// <inheritdoc/>
    public Task<Rewritten> RewriteStoredAsync(string text, string by, int subStream, long afterSeq) =>
        Journal.RewriteAsync(text, by, subStream, afterSeq);

    /// <summary>Decides a command and responds with a view of the state that it led to.</summary>
    protected Task<Outcome<TView>> Handle<TCommand, TView>(
        TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule, Func<TState, TView> view)
        where TCommand : ICommand =>
        Journal.HandleAsync(
            command.OperationId, (state, now) => rule(state, command, now), (state, _) => view(state),
            viewShowsEvents: false);

    /// <summary>Decides a command; the view of its events stays the same when the operation is repeated.</summary>
    protected Task<Outcome<TView>> Handle<TCommand, TView>(
        TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule,
        Func<TState, ImmutableArray<EventEnvelope<TEvent>>, TView> view) where TCommand : ICommand =>
        Journal.HandleAsync(command.OperationId, (state, now) => rule(state, command, now), view);

    /// <summary>Decides a command whose response is empty.</summary>
    protected Task<Outcome<Done>> Handle<TCommand>(
        TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule) where TCommand : ICommand =>
        Handle(command, rule, static _ => Done.Instance);

    /// <summary>Committed entries after a seq: recent ones from the state, else from the store.</summary>
    protected async Task<ImmutableArray<TEntry>> RangeAsync<TEntry>(
        int subStream, ImmutableArray<TEntry> recent, long lastSeq, long after, int limit,
        Func<EventEnvelope<TEvent>, TEntry> entryOf)
    {
        if (after >= lastSeq || limit <= 0) return [];
        after = Math.Max(after, 0);
        limit = (int)Math.Min(limit, lastSeq - after);
        var skipped = after - (lastSeq - recent.Length);
        if (skipped >= 0) return recent.Slice((int)skipped, limit);
        return [.. (await Journal.ReadAfterAsync(subStream, after, limit)).Select(entryOf)];
    }

    /// <summary>Called when the journal is open.</summary>
    protected virtual void OnOpened() { }

    /// <summary>Called after each commit, in order, before the responses: here notifications are published.</summary>
    protected virtual void OnCommitted(ImmutableArray<EventEnvelope<TEvent>> events) { }

    /// <summary>Requests for unknown ids leave no activation in memory.</summary>
    private Task EndIfEmptyAsync()
    {
        if (Journal.IsEmpty && IsInUse) return Task.CompletedTask;
        emptyTimer?.Dispose();
        emptyTimer = null;
        if (Journal.IsEmpty) DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
