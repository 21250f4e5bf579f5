namespace XelaConnect.Infrastructure.Streams;

/// <summary>A queue of the stream provider. Not durable, since a notification may be lost.</summary>
[Alias("streams.live-queue")]
internal interface ILiveQueueGrain : IGrainWithStringKey
{
    /// <summary>A full queue drops its oldest message.</summary>
    [Alias("Put"), ResponseTimeout("00:00:10")] Task PutAsync(LiveMessage message);
    /// <summary>Takes the oldest messages, waiting for some. Null: a newer receiver gets them.</summary>
    [Alias("Take"), ResponseTimeout("00:00:10")]
    Task<LiveMessage[]?> TakeAsync(long receiver, int max, CancellationToken cancellationToken = default);
}

[GenerateSerializer, Immutable, Alias("streams.live-message.v1")]
internal sealed record LiveMessage(
    [property: Id(0)] StreamId Stream, [property: Id(1)] byte[] Payload,
    [property: Id(2)] Dictionary<string, object>? Context)
{
    /// <summary>The approximate memory of a message beside its payload.</summary>
    private const int Overhead = 256;

    public int Size => Payload.Length + Overhead;
}
