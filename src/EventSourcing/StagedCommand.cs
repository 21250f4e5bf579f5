namespace XelaConnect.EventSourcing;

/// <summary>A command on its way to the store.</summary>
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
    public Activity? Cause { get; } = KernelTraces.Cause;
    public Task<CommandResult<TState, TEvent>> Task => completion.Task;

    public void Complete(CommandResult<TState, TEvent> result) => completion.TrySetResult(result);

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
