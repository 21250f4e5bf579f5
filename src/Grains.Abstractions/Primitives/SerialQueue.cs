namespace XelaConnect;

/// <summary>
/// Runs asynchronous work items one after another, in order of arrival. Safe for concurrent use. An item starts in the
/// caller's execution context; inside a grain all items run on the grain's scheduler. An idle queue starts an item on
/// the caller's thread, up to the first await, or on the thread pool where <c>onThreadPool</c> is set.
/// </summary>
public sealed class SerialQueue(bool onThreadPool = false)
{
    private readonly Queue<Item> waiting = new();
    private bool running;

    /// <summary>
    /// Adds an item. The task completes with the item and carries its failure; the next item runs in either case. An
    /// item must not await one that it adds itself.
    /// </summary>
    public Task EnqueueAsync(Func<Task> work)
    {

        var item = new Item(work);
        lock (waiting)
        {
            waiting.Enqueue(item);
            if (running) return item.Task;
            running = true;
        }
        _ = onThreadPool ? Task.Run(RunAsync) : RunAsync();
        return item.Task;
    }

    private async Task RunAsync()
    {
        while (TryDequeue() is { } item) await item.RunAsync();
    }

    private Item? TryDequeue()
    {
        lock (waiting)
        {
            running = waiting.TryDequeue(out var item);
            return item;
        }
    }

    private sealed class Item(Func<Task> work)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private readonly ExecutionContext? context = ExecutionContext.Capture();
        private Task started = Task.CompletedTask;

        public async Task RunAsync()
        {
            try
            {
                if (context is null) started = work();
                else ExecutionContext.Run(context, static item => ((Item)item!).Start(), this);
                await started;
                SetResult();
            }
            catch (OperationCanceledException e) { SetCanceled(e.CancellationToken); }
            catch (Exception e) { SetException(e); }
        }

        private void Start() => started = work();
    }
}
