namespace XelaConnect.Grains.Payments;

/// <summary>Storage of payment intents.</summary>
internal static class IntentJournal
{
    public static readonly JournalDefinition<IntentState, IntentEvent> Intent = new()
    {
        Name = "wallet.payment-intent",
        Empty = static id => new IntentState(id),
        Apply = IntentState.Apply,
        Events = new EventCodec<IntentEvent>(PaymentsJson.Default),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntentEvent))]
internal sealed partial class PaymentsJson : JsonSerializerContext;
