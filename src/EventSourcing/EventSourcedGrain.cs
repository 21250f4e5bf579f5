using System.Collections.Immutable;

namespace XelaConnect.EventSourcing;

/// <summary>
/// A grain whose state is its history. A method is one line: <c>Handle(command, rule, view)</c>. Reentrant, and safe to be so: deciding and staging are one
/// synchronous step, and only commits are awaited.
/// </summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <typeparam name="TEvent">The base of the grain's events.</typeparam>
public abstract class EventSourcedGrain<TState, TEvent> : Grain, IOutboxOwner
    where TState : class where TEvent : class
{
    /// <summary>An activation without a history ends after this. Calls under way end before it does.</summary>
    private static readonly TimeSpan EmptyLifetime = TimeSpan.FromSeconds(1);

    private IGrainTimer? empty;

    /// <summary>Connects the grain to its journal.</summary>
    protected EventSourcedGrain(Journal<TState, TEvent> journal)
    {
        Journal = journal;
        Journal.Failed = _ => DeactivateOnIdle();
        Journal.AfterCommit = OnCommitted;
    }

    /// <summary>The grain's history.</summary>
    protected Journal<TState, TEvent> Journal { get; }

    /// <summary>The state as of the last commit: all that reads may show.</summary>
    protected TState Committed => Journal.Committed;

    /// <summary>The grain's key.</summary>
    protected string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Journal.OpenAsync(Key, this.GetGrainId().ToString());
        OnOpened();
        if (Journal.IsEmpty) empty = this.RegisterGrainTimer(static (grain, _) => grain.EndIfEmptyAsync(), this, new() { DueTime = EmptyLifetime, Period = EmptyLifetime, Interleave = true });
    }

    /// <summary>An activation that nothing is stored of holds nothing: whoever asks for ids that are not leaves none behind.</summary>
    private Task EndIfEmptyAsync()
    {
        if (Journal.IsEmpty && IsInUse) return Task.CompletedTask;
        empty?.Dispose();
        empty = null;
        if (Journal.IsEmpty) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeliverOutboxAsync() => Journal.DeliverOutboxAsync();

    /// <summary>Decides a command and answers from the state it led to.</summary>
    protected Task<Outcome<TView>> Handle<TCommand, TView>(TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule, Func<TState, TView> view)
        where TCommand : ICommand =>
        Journal.HandleAsync(command.OperationId, (state, now) => rule(state, command, now), (state, _) => view(state));

    /// <summary>Decides a command and answers from the events it left: what it says stays the same however often the operation comes.</summary>
    protected Task<Outcome<TView>> Handle<TCommand, TView>(
        TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule, Func<TState, ImmutableArray<EventEnvelope<TEvent>>, TView> view)
        where TCommand : ICommand =>
        Journal.HandleAsync(command.OperationId, (state, now) => rule(state, command, now), view);

    /// <summary>Decides a command that has nothing to answer but "done".</summary>
    protected Task<Outcome<Done>> Handle<TCommand>(TCommand command, Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> rule)
        where TCommand : ICommand =>
        Handle(command, rule, static _ => Done.Instance);

    /// <summary>
    /// Entries [after+1 …] of a branch, at most <paramref name="limit"/> and none that is not committed: from the newest that the state holds where they reach,
    /// else from storage.
    /// </summary>
    /// <param name="branch">Which branch.</param>
    /// <param name="newest">Its newest entries, up to <paramref name="lastSeq"/>.</param>
    /// <param name="lastSeq">The seq of its last.</param>
    /// <param name="after">The seq before the first.</param>
    /// <param name="limit">The most of them.</param>
    /// <param name="entryOf">The entry that an event made.</param>
    protected async Task<ImmutableArray<TEntry>> RangeAsync<TEntry>(
        int branch, ImmutableArray<TEntry> newest, long lastSeq, long after, int limit, Func<EventEnvelope<TEvent>, TEntry> entryOf)
    {
        if (after >= lastSeq || limit <= 0) return [];
        after = Math.Max(after, 0);
        limit = (int)Math.Min(limit, lastSeq - after);
        var skipped = after - (lastSeq - newest.Length);
        return skipped >= 0 ? newest.Slice((int)skipped, limit) : [.. (await Journal.ReadAfterAsync(branch, after, limit)).Select(entryOf)];
    }

    /// <summary>Whether the activation holds something that is not stored and would be missed.</summary>
    protected virtual bool IsInUse => false;

    /// <summary>The grain has loaded.</summary>
    protected virtual void OnOpened() { }

    /// <summary>Events were stored: the place to tell the news. Called in order, before the commands are answered.</summary>
    protected virtual void OnCommitted(ImmutableArray<EventEnvelope<TEvent>> events) { }
}
