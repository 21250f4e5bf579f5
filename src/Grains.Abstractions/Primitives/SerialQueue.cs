namespace XelaConnect;

/// <summary>
/// Runs asynchronous work items one after another, in order of arrival: on the thread pool, each in the execution
/// context of its caller. Safe for concurrent use.
/// </summary>
public sealed class SerialQueue
{
    private Task last = Task.CompletedTask;

    /// <summary>
    /// Adds an item. The task completes with the item and carries its failure; the next item runs in either case. An
    /// item must not await one that it adds itself.
    /// </summary>
    public async Task EnqueueAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var previous = Interlocked.Exchange(ref last, done.Task);
        try
        {
            await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await work();
        }
        finally { done.SetResult(); }
    }
}
