namespace XelaConnect.EventSourcing;

/// <summary>Commits staged commands, one append at a time; those that arrive meanwhile go into the next.</summary>
internal sealed class CommitLoop<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IJournalStore store, JournalStreams<TState, TEvent> streams,
    JournalState<TState, TEvent> state, CommandQueue<TState, TEvent> queue, Outbox outbox, string owner,
    TimeProvider time, KernelMetrics metrics, ILogger log) where TState : class where TEvent : class
{
    /// <summary>After this time the outcome of a commit counts as unknown.</summary>
    private static readonly TimeSpan CommitDeadline = TimeSpan.FromSeconds(15);
    private bool committing;
    private Task running = Task.CompletedTask;

    /// <summary>Called with the events of a commit, before its commands complete.</summary>
    public required Action<ImmutableArray<EventEnvelope<TEvent>>> Committed { get; init; }
    public required Action Completed { get; init; }
    public required Action<Exception> Failed { get; init; }
    public Exception? Failure { get; private set; }

    public void Start()
    {
        if (!committing) running = RunAsync();
    }

    /// <summary>Fails what waits, and the activation ends: its state is not the one that is stored.</summary>
    public void End(StorageUnavailableException reason)
    {
        if (Failure is null) Fail([], reason);
    }

    /// <summary>Ends the activation on purpose: nothing is wrong. Waits for the commit that runs.</summary>
    public Task CloseAsync(StorageUnavailableException reason)
    {
        if (Failure is null) Stop(queue.Take(queue.Count), reason);
        return running;
    }

    private async Task RunAsync()
    {
        committing = true;
        try
        {
            while (queue.Count > 0 && Failure is null) await CommitAsync(queue.Take(definition.Sizes.MaxBatch));
        }
        finally { committing = false; }
    }

    private async Task CommitAsync(List<StagedCommand<TState, TEvent>> batch)
    {
        using var span = KernelTraces.Commit(definition.Name, batch, static command => command.Cause);
        List<Outgoing> outgoing;
        AppendResult result;
        try
        {
            var append = Compose(batch, out outgoing);
            span.Count(append.Rows.Count, append.OutboxEntries.Count);
            result = await store.AppendAsync(append).WaitAsync(CommitDeadline, time);
        }
        catch (Exception e)
        {
            span.Fail("unknown", e);
            Fail(batch, new StorageUnavailableException("The commit's outcome is unknown.", e));
            return;
        }
        try { End(batch, outgoing, result, span); }
        catch (Exception e)
        {
            // Whatever fails here, no caller is left waiting, and the journal decides what happened.
            span.Fail("unknown", e);
            Fail(batch, new StorageUnavailableException("A stored commit could not be completed.", e));
        }
    }

    private void End(
        List<StagedCommand<TState, TEvent>> batch, List<Outgoing> outgoing, AppendResult result, Activity? span)
    {
        switch (result.Status)
        {
            case AppendStatus.Stored:
                span.Succeed("stored");
                Complete(batch, outgoing);
                break;
            case AppendStatus.Repeated when batch.Find(c => c.OperationId == result.RepeatedOp) is { } repeated:
                span.Succeed("repeated");
                queue.RestageWithout(batch, repeated);
                break;
            default:
                span.Fail("fenced");
                metrics.Fenced(definition.Name);
                Fail(batch, new StorageUnavailableException("Another activation of this grain has written meanwhile."));
                break;
        }
    }

    private JournalAppend Compose(List<StagedCommand<TState, TEvent>> batch, out List<Outgoing> outgoing)
    {
        var rows = new List<JournalRow>(batch.Count);
        outgoing = [];
        // Only the newest of a replica is made.
        var newest = definition.Replicas.Select(replica =>
            batch.FindLast(command => replica.Changed(command.Before!, command.After!))).ToList();
        foreach (var command in batch)
        {
            foreach (var envelope in command.Events) rows.Add(streams.Encode(envelope));
            var at = command.Events[0].At;
            foreach (var message in command.Messages)
            {
                var entry = EntryOf(message, command.Version, message.NotBefore ?? at);
                outgoing.Add(new(command, message, entry, null, false));
            }
            for (var i = 0; i < newest.Count; i++)
            {
                if (newest[i] != command) continue;
                var replica = definition.Replicas[i];
                var operationId = $"{owner}/{replica.Id}/{command.Version}";
                var message = replica.Make(command.After!, operationId, command.MainSeq) with { Id = replica.Id };
                // Due when its delivery is, so that outbox recovery does not come before.
                var due = at + (replica.Lag ?? TimeSpan.Zero);
                outgoing.Add(new(
                    command, message, EntryOf(message, command.Version, due), replica.Lag, replica.FirstAtOnce));
            }
        }
        return new JournalAppend(owner, rows, outgoing.ConvertAll(static message => message.Entry));
    }

    private static OutboxEntry EntryOf(OutboxMessage message, long version, DateTimeOffset due) =>
        new(message.Id, version, message.Type.Alias, message.Type.Encode(message), due);

    private void Complete(List<StagedCommand<TState, TEvent>> batch, List<Outgoing> outgoing)
    {
        var events = batch.Count == 1 ? batch[0].Events : [.. batch.SelectMany(command => command.Events)];
        state.Commit(batch[^1].After!, events);
        metrics.Committed(definition.Name, batch.Count, events.Length);
        foreach (var (command, message, entry, lag, firstAtOnce) in outgoing)
        {
            if (lag is { } delay)
            {
                outbox.AddLater(message, entry.Version, delay, firstAtOnce);
                continue;
            }
            var delivery = outbox.Add(message, entry.Version);
            if (!message.Type.ResponseAwaitsDelivery) continue;
            command.Delivery = command.Delivery is null ? delivery : Task.WhenAll(command.Delivery, delivery);
        }
        // Before the responses, so that a caller who then looks at a live connection finds the notification there.
        try { Committed(events); }
        catch (Exception e) { KernelLog.AfterCommitFailed(log, e, definition.Name, streams.Key); }
        foreach (var command in batch) queue.Complete(command);
        Completed();
    }

    private void Fail(List<StagedCommand<TState, TEvent>> batch, StorageUnavailableException reason)
    {
        List<StagedCommand<TState, TEvent>> commands = [.. batch, .. queue.Take(queue.Count)];
        KernelLog.CommitFailed(log, reason, definition.Name, streams.Key, commands.Count);
        metrics.Failed(definition.Name);
        Stop(commands, reason);
    }

    private void Stop(List<StagedCommand<TState, TEvent>> commands, StorageUnavailableException reason)
    {
        Failure = reason;
        state.Rollback();
        foreach (var command in commands) command.Fail(reason);
        Failed(reason);
    }

    /// <summary>A message of a commit. One with a lag is delivered later.</summary>
    private readonly record struct Outgoing(
        StagedCommand<TState, TEvent> Command, OutboxMessage Message, OutboxEntry Entry, TimeSpan? Lag,
        bool FirstAtOnce);
}
