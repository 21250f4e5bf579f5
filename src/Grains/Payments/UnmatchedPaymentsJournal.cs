namespace XelaConnect.Grains.Payments;

/// <summary>An event of the list of payments that succeeded and could not be settled.</summary>
[JsonDerivedType(typeof(PaymentListed), "wallet.payment-listed.v1")]
internal abstract record UnmatchedPaymentsEvent;

internal sealed record PaymentListed(string IntentId, UnmatchedPayment Payment) : UnmatchedPaymentsEvent;

/// <summary>Storage of the list: for ever, since each entry is somebody's money.</summary>
internal static class UnmatchedPaymentsJournal
{
    public static readonly JournalDefinition<UnmatchedPaymentsState, UnmatchedPaymentsEvent> List = new()
    {
        Name = "wallet.kept-payments",
        Empty = static key => new UnmatchedPaymentsState(key),
        Apply = UnmatchedPaymentsState.Apply,
        Events = new EventCodec<UnmatchedPaymentsEvent>(UnmatchedPaymentsJson.Default),
        Snapshot = UnmatchedPaymentsJson.Default.UnmatchedPaymentsState,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UnmatchedPaymentsEvent))]
[JsonSerializable(typeof(UnmatchedPaymentsState))]
internal sealed partial class UnmatchedPaymentsJson : JsonSerializerContext;
