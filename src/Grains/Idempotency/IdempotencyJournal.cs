namespace XelaConnect.Grains.Idempotency;

[JsonDerivedType(typeof(ResponseStored), "http.request-answered.v1")]
internal abstract record IdempotencyEvent;

internal sealed record ResponseStored(string RequestHash, int Status, string Headers, byte[] Body) : IdempotencyEvent;

internal static class IdempotencyModule
{
    public static void AddTo(IServiceCollection services) => services.AddJournal(IdempotencyJournal.Key);
}

/// <summary>Rows expire after a day.</summary>
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
