namespace XelaConnect.TestKit;

/// <summary>
/// Runs everything on the calling thread, one step at a time, like a grain's scheduler, so that a seed decides every interleaving.
/// </summary>
public sealed class DeterministicScheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Step, object? State)> steps = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (steps) steps.Enqueue((d, state));
    }

    /// <summary>Starts something, as a call into the grain does.</summary>
    public T Start<T>(Func<T> start)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try { return start(); }
        finally { SetSynchronizationContext(before); }
    }

    /// <summary>Runs what is ready, and what becomes ready by it.</summary>
    public void RunUntilIdle()
    {
        while (true)
        {
            (SendOrPostCallback Step, object? State) next;
            lock (steps)
            {
                if (!steps.TryDequeue(out next)) return;
            }
            Start(() =>
            {
                next.Step(next.State);
                return 0;
            });
        }
    }

    /// <summary>Starts something and runs until it is over.</summary>
    public T Complete<T>(Func<Task<T>> start)
    {
        var task = Start(start);
        RunUntilIdle();
        task.IsCompleted.ShouldBeTrue("what was started waits for something that will not happen");
        return task.GetAwaiter().GetResult();
    }
}
