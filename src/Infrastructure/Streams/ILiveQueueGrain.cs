namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// One queue of the stream provider, keyed by the queue's name: what was published and no agent has taken yet. Nothing of it is durable: streams carry
/// news, not truth.
/// </summary>
[Alias("streams.live-queue")]
internal interface ILiveQueueGrain : IGrainWithStringKey
{
    /// <summary>Adds news behind all others. A queue that is full lets go of its oldest.</summary>
    [Alias("Put"), ResponseTimeout("00:00:10")]
    Task PutAsync(LiveMessage message);

    /// <summary>
    /// Takes what is there, oldest first; waits for it when there is nothing, and answers empty when nothing came for a while. Null: this receiver is not
    /// the one that gets the news. That is the newest one; an older one gets them only when the newest has not asked for a while.
    /// </summary>
    /// <param name="receiver">Who asks: the moment it was made.</param>
    /// <param name="most">The most messages to take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Take"), ResponseTimeout("00:00:10")]
    Task<LiveMessage[]?> TakeAsync(long receiver, int most, CancellationToken cancellationToken = default);
}

/// <summary>What was published on a stream in one call.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="Payload">The news, serialised once, by the publisher.</param>
/// <param name="Context">The publisher's request context, which carries its trace.</param>
[GenerateSerializer, Immutable, Alias("streams.live-message.v1")]
internal sealed record LiveMessage([property: Id(0)] StreamId Stream, [property: Id(1)] byte[] Payload, [property: Id(2)] Dictionary<string, object>? Context)
{
    /// <summary>What keeping a message costs beside its payload, roughly.</summary>
    private const int Overhead = 256;

    /// <summary>Bytes it takes, roughly.</summary>
    public int Size => Payload.Length + Overhead;
}
