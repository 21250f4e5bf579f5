using System.Collections.Immutable;
using System.Diagnostics;

namespace XelaConnect.EventSourcing;

public sealed partial class Journal<TState, TEvent>
{
    /// <summary>A command on its way: decided, staged, and waiting for its commit.</summary>
    private sealed class StagedCommand(string operationId, Func<TState, DateTimeOffset, Decision<TEvent>> rule)
    {
        private readonly TaskCompletionSource<CommandResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string OperationId { get; } = operationId;
        public Func<TState, DateTimeOffset, Decision<TEvent>> Rule { get; } = rule;
        public Fault? Refusal { get; set; }
        public ImmutableArray<EventEnvelope<TEvent>> Events { get; set; } = [];
        public ImmutableArray<OutboxMessage> Messages { get; set; } = [];
        public TState? Before { get; set; }
        public TState? After { get; set; }
        public long MainSeq { get; set; }

        /// <summary>The seqs of all streams together: it rises with every commit, whichever stream it wrote to, and tells one effect of a name from the next.</summary>
        public long Version { get; set; }
        public Task? Delivery { get; set; }

        /// <summary>The span it came with, until it is settled; null when nobody listens.</summary>
        public Activity? Cause { get; private set; } = KernelTraces.Cause;

        public Task<CommandResult> Task => completion.Task;

        /// <summary>Once stored, only the events and the state they led to are remembered.</summary>
        public void Complete(CommandResult outcome)
        {
            Before = After = null;
            Messages = [];
            Cause = null;
            completion.TrySetResult(outcome);
        }

        public void Fail(Exception reason)
        {
            completion.TrySetException(reason);
            _ = completion.Task.Exception; // observed: a command without anyone waiting is no news
        }
    }

    /// <summary>How a command ended.</summary>
    private sealed record CommandResult(Fault? Refusal, TState State, ImmutableArray<EventEnvelope<TEvent>> Events);
}
