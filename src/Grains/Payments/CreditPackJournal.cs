namespace XelaConnect.Grains.Payments;

/// <summary>An event of a credit pack.</summary>
[JsonDerivedType(typeof(CreditPackEventRecorded), "wallet.pack-noted.v1")]
internal abstract record CreditPackEvent;

internal sealed record CreditPackEventRecorded(string UserId, string EventId, string Kind, DateTimeOffset At, int Credits) : CreditPackEvent;

/// <summary>Storage of credit packs. A pack has a handful of events, so it needs no snapshot.</summary>
internal static class CreditPackJournal
{
    public static readonly JournalDefinition<CreditPackState, CreditPackEvent> Pack = new()
    {
        Name = "wallet.store-pack",
        Empty = static key => new CreditPackState(key),
        Apply = CreditPackState.Apply,
        Events = new EventCodec<CreditPackEvent>(CreditPackJson.Default),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreditPackEvent))]
internal sealed partial class CreditPackJson : JsonSerializerContext;
