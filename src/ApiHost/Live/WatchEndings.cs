namespace XelaConnect.ApiHost.Live;

/// <summary>Watches that are ending. The next watch of the same circle or person waits for the end of the one before, which gives its subscription back.</summary>
internal sealed partial class WatchEndings(ILogger log)
{
    private readonly Dictionary<string, Task> ending = new(StringComparer.Ordinal);
    private readonly Lock sync = new();

    /// <summary>The end of the last watch of a circle or person.</summary>
    public Task Of(string id)
    {
        lock (sync) return ending.GetValueOrDefault(id, Task.CompletedTask);
    }

    /// <summary>Ends a watch, after those of the same circle or person that ended before.</summary>
    public Task Begin(string id, Func<Task> end)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task earlier;
        lock (sync)
        {
            earlier = ending.GetValueOrDefault(id, Task.CompletedTask);
            ending[id] = over.Task;
        }
        _ = Task.Run(async () =>
        {
            try
            {
                await earlier;
                await end();
            }
            catch (Exception e)
            {
                LogNotEnded(log, e);
            }
            lock (sync)
                if (ending.GetValueOrDefault(id) == over.Task) ending.Remove(id);
            over.SetResult();
        });
        return over.Task;
    }

    [LoggerMessage(5203, LogLevel.Warning, "A watch that nobody needs any more did not end as it should.")]
    private static partial void LogNotEnded(ILogger log, Exception e);
}
