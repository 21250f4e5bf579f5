using System.Diagnostics;

namespace XelaConnect.EventSourcing;

/// <summary>A command on its way to the store. After the commit it is the memory of its operation.</summary>
internal sealed class StagedCommand<TState, TEvent>(
    string operationId, Func<TState, DateTimeOffset, Decision<TEvent>> rule)
    where TState : class where TEvent : class
{
    private readonly TaskCompletionSource<CommandResult<TState, TEvent>> completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string OperationId { get; } = operationId;
    public Func<TState, DateTimeOffset, Decision<TEvent>> Rule { get; } = rule;
    public Fault? Refusal { get; set; }
    public ImmutableArray<EventEnvelope<TEvent>> Events { get; set; } = [];
    public ImmutableArray<OutboxMessage> Messages { get; set; } = [];

    /// <summary>The staged state that the rule decided on.</summary>
    public TState? Before { get; set; }

    /// <summary>The staged state with its events.</summary>
    public TState? After { get; set; }

    /// <summary>The seq of the main stream after its events.</summary>
    public long MainSeq { get; set; }

    /// <summary>The version of its messages (<see cref="JournalState{TState,TEvent}.StagedVersion"/>).</summary>
    public long Version { get; set; }

    /// <summary>The first delivery of its messages; null when the response awaits none.</summary>
    public Task? Delivery { get; set; }

    /// <summary>The span that it came with, until its completion; null without a listener.</summary>
    public Activity? Cause { get; private set; } = KernelTraces.Cause;

    public Task<CommandResult<TState, TEvent>> Task => completion.Task;

    /// <summary>Completes it. From then on only the events and the state that they led to are kept.</summary>
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

/// <summary>The end of a command: its refusal, or its events and the state that they led to.</summary>
internal sealed record CommandResult<TState, TEvent>(
    Fault? Refusal, TState State, ImmutableArray<EventEnvelope<TEvent>> Events)
    where TState : class where TEvent : class;
