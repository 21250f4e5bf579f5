namespace XelaConnect.Grains.Idempotency;

internal sealed record IdempotencyState
{
    /// <summary>How long a response is kept (<c>docs/api/http.md</c>, "retries").</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public RecordedResponse? First { get; init; }

    public static IdempotencyState Apply(
        IdempotencyState state, EventEnvelope<IdempotencyEvent> envelope) => envelope.Event switch
    {
        ResponseStored (var hash, var status, var headers, var body) =>
            new() { First = new RecordedResponse(hash, new StoredResponse(status, headers, body), envelope.At) },
        _ => throw new InvalidDataException($"A key does not know the event {envelope.Event.GetType().Name}."),
    };

    public RecordedResponse? ResponseAt(DateTimeOffset now) =>
        First is { } first && now - first.At < Retention ? first : null;
}

internal sealed record RecordedResponse(string RequestHash, StoredResponse Response, DateTimeOffset At);

[JsonDerivedType(typeof(ResponseStored), "http.request-answered.v1")]
internal abstract record IdempotencyEvent;

internal sealed record ResponseStored(string RequestHash, int Status, string Headers, byte[] Body) : IdempotencyEvent;

internal static class IdempotencyModule
{
    public static void AddTo(IServiceCollection services) => services.AddJournal(IdempotencyJournal.Key);
}

internal static class IdempotencyJournal
{
    public static readonly JournalDefinition<IdempotencyState, IdempotencyEvent> Key = new()
    {
        Name = "http.idempotency",
        Empty = static _ => new IdempotencyState(),
        Apply = IdempotencyState.Apply,
        Events = new EventCodec<IdempotencyEvent>(IdempotencyJson.Default),
        Lifetime = IdempotencyState.Retention + TimeSpan.FromHours(1),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdempotencyEvent))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
