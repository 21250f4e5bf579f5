using XelaConnect.EventSourcing;
using XelaConnect.Idempotency;

namespace XelaConnect.Grains.Idempotency;

/// <summary>The first answer, if there was one.</summary>
internal sealed record IdempotencyState
{
    /// <summary>24 hours (contract §0, "retries").</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public KeptResponse? Answer { get; init; }

    public static IdempotencyState Apply(IdempotencyState state, EventEnvelope<IdempotencyEvent> recorded) => recorded.Event switch
    {
        ResponseStored e => state with { Answer = new KeptResponse(e.RequestHash, new StoredResponse(e.Status, e.Headers, e.Body), recorded.At) },
        _ => throw new InvalidDataException($"An idempotency key does not know the event {recorded.Event.GetType().Name}."),
    };
}

internal sealed record KeptResponse(string RequestHash, StoredResponse Answer, DateTimeOffset At);
