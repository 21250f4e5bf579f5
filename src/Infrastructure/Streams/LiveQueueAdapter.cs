using System.Diagnostics;

namespace XelaConnect.Infrastructure.Streams;

internal sealed class LiveQueueAdapter(
    string name, int queues, StreamProviderDirection direction, IServiceProvider services)
    : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly HashRingBasedStreamQueueMapper mapper =
        new(new HashRingStreamQueueMapperOptions { TotalQueueCount = queues }, name);
    private readonly IGrainFactory grains = services.GetRequiredService<IGrainFactory>();
    private readonly Serializer serializer = services.GetRequiredService<Serializer>();
    private readonly ConcurrentDictionary<QueueId, ILiveQueueGrain> grainsOfQueues = new();

    public string Name => name;
    /// <summary>Gaps are filled from the journal.</summary>
    public bool IsRewindable => false;
    public StreamProviderDirection Direction => direction;

    public static LiveQueueAdapter OfSilo(IServiceProvider services, string name) =>
        new(name, services.GetRequiredService<LiveStreamSettings>().Queues, StreamProviderDirection.ReadWrite, services);

    /// <summary>A client only subscribes and so does not need the number of queues.</summary>
    public static LiveQueueAdapter OfClient(IServiceProvider services, string name) =>
        new(name, 1, StreamProviderDirection.ReadOnly, services);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        GrainOf(mapper.GetQueueForStream(streamId)).PutAsync(
            new(streamId, serializer.SerializeToArray(events.Cast<object>().ToArray()), WithTrace(requestContext)));

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new LiveReceiver(
        GrainOf(queueId), queueId.ToString(), serializer, services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<LiveReceiver>>());

    public IQueueCache CreateQueueCache(QueueId queueId) =>
        new LiveQueueCache(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<LiveStreamSettings>().MaxBytes);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);
    public IQueueAdapterCache GetQueueAdapterCache() => this;
    public IStreamQueueMapper GetStreamQueueMapper() => mapper;

    /// <summary>A failed delivery ends no subscription: the host may have stalled.</summary>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    /// <summary>Under a key that no call on the way replaces.</summary>
    private static Dictionary<string, object>? WithTrace(Dictionary<string, object>? requestContext)
    {
        if (Activity.Current is not { Recorded: true, Id: { } id }) return requestContext;
        requestContext ??= new Dictionary<string, object>(StringComparer.Ordinal);
        requestContext[StreamCatalog.PublisherTrace] = id;
        return requestContext;
    }

    private ILiveQueueGrain GrainOf(QueueId queue) =>
        grainsOfQueues.GetOrAdd(queue, (id, factory) => factory.GetGrain<ILiveQueueGrain>(id.ToString()), grains);
}
