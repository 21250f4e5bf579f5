namespace XelaConnect.EventSourcing;

/// <summary>Decides and stages the commands of one grain, and holds them until the commit loop takes them.</summary>
internal sealed class CommandQueue<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, JournalState<TState, TEvent> state,
    JournalStreams<TState, TEvent> streams, RecentOperations<StagedCommand<TState, TEvent>> operations,
    TimeProvider time, KernelMetrics metrics) where TState : class where TEvent : class
{
    private readonly List<StagedCommand<TState, TEvent>> waiting = [];
    // By operation id: a repetition waits for them like the first call.
    private readonly Dictionary<string, Task> deliveries = new(StringComparer.Ordinal);
    private StagedCommand<TState, TEvent>? last;

    public int Count => waiting.Count;

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out StagedCommand<TState, TEvent> command) =>
        operations.TryGet(operationId, out command);

    public bool IsStored(string operationId) => operations.IsStored(operationId);

    /// <summary>What the response to an operation waits for; null when it waits for nothing.</summary>
    public Task? DeliveryOf(string operationId) => deliveries.GetValueOrDefault(operationId);

    /// <summary>Decides on the staged state. False: nothing to commit; a refusal is then in the command.</summary>
    public bool Stage(StagedCommand<TState, TEvent> command)
    {
        // Milliseconds are stored and shown, so the response to a command and a later read show the same time.
        var now = time.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var before = state.Staged;
        var decision = command.Rule(before, at);
        command.Refusal = decision.Refusal;
        if (decision.Refusal is not null)
        {
            metrics.Refused(definition.Name);
            return false;
        }
        if (decision.Events.IsEmpty)
        {
            if (decision.Messages.IsEmpty) return false;
            throw new InvalidOperationException("A rule sends outbox messages without an event to store them with.");
        }
        command.Events = state.Stage(decision.Events, command.OperationId, at);
        (command.Before, command.After) = (before, state.Staged);
        (command.MainSeq, command.Version) = (state.StagedSeq, state.StagedVersion);
        command.Messages = decision.Messages;
        operations.Add(command.OperationId, command);
        waiting.Add(command);
        last = command;
        return true;
    }

    public List<StagedCommand<TState, TEvent>> Take(int max)
    {
        var taken = waiting.GetRange(0, Math.Min(waiting.Count, max));
        waiting.RemoveRange(0, taken.Count);
        return taken;
    }

    /// <summary>Nothing holds the command from then on but its callers.</summary>
    public void Complete(StagedCommand<TState, TEvent> command)
    {
        operations.Complete(command.OperationId);
        if (last == command) last = null;
        if (command.Delivery is { IsCompleted: false } delivery) _ = HoldAsync(command.OperationId, delivery);
        command.Complete(new(null, command.After!, command.Events));
    }

    /// <summary>The result of a stored operation: the present state and, where a view shows them, its events.</summary>
    public async Task CompleteRepeatedAsync(StagedCommand<TState, TEvent> command, bool withEvents)
    {
        try
        {
            // None are found where they were erased since.
            var found = withEvents ? await streams.FindAsync(command.OperationId) : [];
            command.Complete(new(null, state.Committed, found));
        }
        catch (Exception e)
        {
            command.Fail(new StorageUnavailableException("The first result of a repeated operation is not readable.", e));
        }
    }

    /// <summary>Its decision may rest on staged events, so the response waits until they are stored.</summary>
    public async Task CompleteUnstagedAsync(StagedCommand<TState, TEvent> command, bool mayBeRepeated)
    {
        try
        {
            if (mayBeRepeated && !operations.IsNew(command.OperationId)
                && await streams.FindAsync(command.OperationId) is { IsEmpty: false } found)
            {
                command.Complete(new(null, state.Committed, found));
                return;
            }
            if (last is { Task.IsCompleted: false } before) await before.Task;
            command.Complete(new(command.Refusal, state.Committed, []));
        }
        catch (Exception e) { command.Fail(e); }
    }

    /// <summary>One operation is stored already: it gets its first result; the others are decided again.</summary>
    public void RestageWithout(List<StagedCommand<TState, TEvent>> batch, StagedCommand<TState, TEvent> repeated)
    {
        List<StagedCommand<TState, TEvent>> commands = [.. batch, .. waiting];
        waiting.Clear();
        state.Rollback();
        foreach (var command in commands) operations.Remove(command.OperationId);
        // Nothing is staged now, so that a command without events does not wait for itself.
        last = null;
        foreach (var command in commands)
        {
            if (command == repeated)
            {
                operations.Complete(command.OperationId);
                _ = CompleteRepeatedAsync(command, withEvents: true);
                continue;
            }
            try
            {
                if (!Stage(command)) _ = CompleteUnstagedAsync(command, mayBeRepeated: false);
            }
            catch (Exception e) { command.Fail(e); }
        }
        operations.MarkIncomplete();
    }

    private async Task HoldAsync(string operationId, Task delivery)
    {
        deliveries[operationId] = delivery;
        await delivery;
        deliveries.Remove(operationId);
    }
}
