using Orleans.Serialization;
using Orleans.Streams;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// Receives a queue for the agent of this silo by a standing question: it waits in the queue's grain and costs nothing until there are news. Numbers
/// what it receives, for the agent's own cache.
/// </summary>
internal sealed partial class LiveReceiver(ILiveQueueGrain queue, string name, Serializer serializer, TimeProvider time, ILogger log) : IQueueAdapterReceiver
{
    /// <summary>Between questions when there is no answer, or when another receiver gets the news.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly long id = time.GetUtcNow().UtcTicks;
    private long number;
    private bool failing;

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    Task<IList<IBatchContainer>> IQueueAdapterReceiver.GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>The standing question. The agent cancels it when it stops, and waits for its end.</summary>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await queue.TakeAsync(id, maxCount, cancellationToken);
            failing = false;
            if (taken is not null) return [.. taken.Select(message => new LiveBatch(message, ++number, serializer))];
        }
        catch (Exception e)
        {
            // Not handed on: the agent would pause for ten seconds. The queue's silo may be gone; the next question finds the queue elsewhere.
            if (!failing && !cancellationToken.IsCancellationRequested) LogNotReached(log, e, name);
            failing = true;
        }
        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return [];
    }

    Task IQueueAdapterReceiver.MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages, CancellationToken cancellationToken) => Task.CompletedTask;

    // The agent calls this when its last question is over, so there is nothing left to end.
    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;

    [LoggerMessage(4302, LogLevel.Warning, "The stream queue {Queue} does not answer; it is asked again until it does.")]
    private static partial void LogNotReached(ILogger log, Exception e, string queue);
}
