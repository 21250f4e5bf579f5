namespace XelaConnect.EventSourcing;

/// <summary>A command on its way to the store. After the commit it is the memory of its operation.</summary>
internal sealed class StagedCommand<TState, TEvent>(
    string operationId, Func<TState, DateTimeOffset, Decision<TEvent>> rule) where TState : class where TEvent : class
{
    private readonly TaskCompletionSource<CommandResult<TState, TEvent>> completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string OperationId { get; } = operationId;
    public Func<TState, DateTimeOffset, Decision<TEvent>> Rule { get; } = rule;
    public Fault? Refusal { get; set; }
    public ImmutableArray<EventEnvelope<TEvent>> Events { get; set; } = [];
    public ImmutableArray<OutboxMessage> Messages { get; set; } = [];
    public TState? Before { get; set; }
    public TState? After { get; set; }
    public long MainSeq { get; set; }
    public long Version { get; set; }
    /// <summary>Null when the response awaits no delivery.</summary>
    public Task? Delivery { get; set; }
    public Activity? Cause { get; private set; } = KernelTraces.Cause;
    public Task<CommandResult<TState, TEvent>> Task => completion.Task;

    /// <summary>From then on only its events are kept.</summary>
    public void Complete(CommandResult<TState, TEvent> result)
    {
        Before = After = null;
        Messages = [];
        Cause = null;
        completion.TrySetResult(result);
    }

    public void Fail(Exception reason)
    {
        completion.TrySetException(reason);
        // Observes the exception: the caller of a command may have gone.
        _ = completion.Task.Exception;
    }
}

internal sealed record CommandResult<TState, TEvent>(
    Fault? Refusal, TState State, ImmutableArray<EventEnvelope<TEvent>> Events)
    where TState : class where TEvent : class;

/// <summary>Older ones are found in the journal, by its unique index.</summary>
internal sealed class RecentOperations<T>(int capacity, Func<T, bool> isCompleted) where T : class
{
    private readonly Dictionary<string, T> byId = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>Whether it holds the whole history, so that an unknown id is a new operation.</summary>
    public bool IsComplete { get; private set; } = true;
    public IReadOnlyCollection<T> Values => byId.Values;

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out T operation) =>
        byId.TryGetValue(operationId, out operation);

    public void Add(string operationId, T operation)
    {
        byId.Add(operationId, operation);
        order.Enqueue(operationId);
        // An operation under way is in no journal yet, so it stays, even beyond the capacity.
        while (byId.Count > capacity && order.TryPeek(out var oldest))
        {
            if (byId.TryGetValue(oldest, out var known) && !isCompleted(known)) return;
            order.Dequeue();
            if (byId.Remove(oldest)) IsComplete = false;
        }
    }

    public void Remove(string operationId) => byId.Remove(operationId);
    public void MarkIncomplete() => IsComplete = false;
}
