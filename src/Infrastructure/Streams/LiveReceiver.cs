using Orleans.Providers.Streams.Common;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>A long poll, which waits in the queue's grain. Numbers the messages for the agent's cache.</summary>
internal sealed partial class LiveReceiver(
    ILiveQueueGrain queue, string name, Serializer serializer, TimeProvider time, ILogger log) : IQueueAdapterReceiver
{
    /// <summary>Between polls after a failure, or when another receiver gets the messages.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly long id = time.GetUtcNow().UtcTicks;
    private long number;
    private bool failing;

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    Task<IList<IBatchContainer>> IQueueAdapterReceiver.GetQueueMessagesAsync(int maxCount) =>
        GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>The agent cancels it when it stops, and waits for its end.</summary>
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
            // Not rethrown: the agent would pause for ten seconds. The queue's silo may be gone; the next poll finds
            // the queue elsewhere.
            if (!failing && !cancellationToken.IsCancellationRequested) LogUnreachable(log, e, name);
            failing = true;
        }
        await Task.Delay(Pause, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return [];
    }

    Task IQueueAdapterReceiver.MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    // The agent calls this after its last poll, so there is nothing to end.
    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;

    [LoggerMessage(4302, LogLevel.Warning, "Stream queue {Queue} is unreachable; the poll is retried until it responds")]
    private static partial void LogUnreachable(ILogger log, Exception e, string queue);
}

[GenerateSerializer, Immutable, Alias("streams.live-batch.v1"), SerializationCallbacks(typeof(OnDeserializedCallbacks))]
internal sealed class LiveBatch(LiveMessage message, long number, Serializer serializer) : IBatchContainer, IOnDeserialized
{
    [Id(0)]
    private readonly LiveMessage message = message;

    [Id(1)]
    private readonly EventSequenceTokenV2 token = new(number);

    [NonSerialized]
    private Serializer serializer = serializer;

    public StreamId StreamId => message.Stream;
    public StreamSequenceToken SequenceToken => token;
    public int Size => message.Size;

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        (serializer.Deserialize<object[]>(message.Payload) ?? []).Select(
            (item, index) => Tuple.Create<T, StreamSequenceToken>((T)item, token.CreateSequenceTokenForEvent(index)));

    public bool ImportRequestContext()
    {
        if (message.Context is null) return false;
        RequestContextExtensions.Import(message.Context);
        return true;
    }

    void IOnDeserialized.OnDeserialized(DeserializationContext context) =>
        serializer = context.ServiceProvider.GetRequiredService<Serializer>();
}
