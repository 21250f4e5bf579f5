namespace XelaConnect;

/// <summary>
/// Runs one piece of asynchronous work on request, one run at a time. Requests during a run share one next run, which
/// begins after they came. Safe for concurrent use; inside a grain all runs are on the grain's scheduler. An idle
/// coalescer starts the run on the caller's thread, up to the first await.
/// </summary>
public sealed class Coalescer(Func<Task> work)
{
    private readonly Lock sync = new();
    private TaskCompletionSource? next;
    private bool running;

    /// <summary>Whether a run is under way.</summary>
    public bool IsRunning
    {
        get { lock (sync) return running; }
    }

    /// <summary>The task completes with the first run that begins after this call, and carries its failure.</summary>
    public Task RunAsync()
    {
        var run = NewRun();
        lock (sync)
        {
            if (running) return (next ??= run).Task;
            running = true;
        }
        _ = RunAllAsync(run);
        return run.Task;
    }

    private async Task RunAllAsync(TaskCompletionSource first)
    {
        for (var run = first; run is not null; run = TakeNext())
        {
            try
            {
                await work();
                run.SetResult();
            }
            catch (Exception e) { run.SetException(e); }
        }
    }

    private TaskCompletionSource? TakeNext()
    {
        lock (sync)
        {
            var run = next;
            (next, running) = (null, run is not null);
            return run;
        }
    }

    private static TaskCompletionSource NewRun() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
