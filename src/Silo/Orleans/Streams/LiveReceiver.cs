using Orleans.Serialization;
using Orleans.Streams;

namespace XelaConnect.Silo.Streams;

/// <summary>
/// Receives a queue for the agent of this silo by a standing question: it waits in the queue's grain and costs nothing until there are news. Numbers
/// what it receives, for the agent's own cache.
/// </summary>
internal sealed partial class LiveReceiver(ILiveQueueGrain queue, string name, LiveStop stop, Serializer serializer, TimeProvider time, ILogger log) : IQueueAdapterReceiver
{
    /// <summary>Between questions when there is no answer, or when another receiver gets the news.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long id = time.GetUtcNow().UtcTicks;
    private long number;
    private bool failing;

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        try
        {
            var taken = await queue.TakeAsync(id, maxCount, stop.Token);
            failing = false;
            if (taken is not null) return [.. taken.Select(message => new LiveBatch(message, ++number, serializer))];
        }
        catch (Exception e)
        {
            // Not handed on: the agent would pause for ten seconds. The queue's silo may be gone; the next question finds the queue elsewhere.
            if (!failing && !stop.Token.IsCancellationRequested) LogNotReached(log, e, name);
            failing = true;
        }
        await Task.Delay(Pause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return [];
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    // The agent calls this only when its last question has been answered, so there is nothing left to end; see LiveStop.
    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;

    [LoggerMessage(4302, LogLevel.Warning, "The stream queue {Queue} does not answer; it is asked again until it does.")]
    private static partial void LogNotReached(ILogger log, Exception e, string queue);
}
