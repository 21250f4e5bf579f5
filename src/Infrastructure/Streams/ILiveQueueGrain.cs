namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// A queue of the stream provider, keyed by its name: published messages that no agent has taken. It is not durable,
/// since a notification may be lost.
/// </summary>
[Alias("streams.live-queue")]
internal interface ILiveQueueGrain : IGrainWithStringKey
{
    /// <summary>Adds a message. A full queue drops its oldest.</summary>
    [Alias("Put"), ResponseTimeout("00:00:10")]
    Task PutAsync(LiveMessage message);

    /// <summary>
    /// Takes messages, oldest first. Waits when there are none, and returns an empty array after a while. Null: another
    /// receiver gets the messages, which is the newest one that has called in the last while.
    /// </summary>
    /// <param name="receiver">The receiver: the time of its creation.</param>
    /// <param name="max">The most messages to take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Take"), ResponseTimeout("00:00:10")]
    Task<LiveMessage[]?> TakeAsync(long receiver, int max, CancellationToken cancellationToken = default);
}

/// <summary>A message of a stream, published in one call.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Payload">The notifications, serialized by the publisher.</param>
/// <param name="Context">The request context of the publisher, with its trace.</param>
[GenerateSerializer, Immutable, Alias("streams.live-message.v1")]
internal sealed record LiveMessage(
    [property: Id(0)] StreamId Stream, [property: Id(1)] byte[] Payload, [property: Id(2)] Dictionary<string, object>? Context)
{
    /// <summary>The approximate memory of a message beside its payload.</summary>
    private const int Overhead = 256;

    /// <summary>The approximate memory in bytes.</summary>
    public int Size => Payload.Length + Overhead;
}
