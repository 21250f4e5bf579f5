namespace XelaConnect.Grains.Idempotency;

/// <summary>The response to the first request, if one is stored.</summary>
internal sealed record IdempotencyState
{
    /// <summary>How long a response is kept (<c>docs/api/http.md</c>, "retries").</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public RecordedResponse? First { get; init; }

    public static IdempotencyState Apply(IdempotencyState state, EventEnvelope<IdempotencyEvent> envelope) => envelope.Event switch
    {
        ResponseStored e => state with
        {
            First = new RecordedResponse(e.RequestHash, new StoredResponse(e.Status, e.Headers, e.Body), envelope.At),
        },
        _ => throw new InvalidDataException($"An idempotency key does not know the event {envelope.Event.GetType().Name}."),
    };

    /// <summary>The response at a moment; null when none is stored or its time is over.</summary>
    public RecordedResponse? ResponseAt(DateTimeOffset now) => First is { } first && now - first.At < Retention ? first : null;
}

internal sealed record RecordedResponse(string RequestHash, StoredResponse Response, DateTimeOffset At);
