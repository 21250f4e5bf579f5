using Orleans.Providers.Streams.Common;

namespace XelaConnect.Infrastructure.Streams;

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
