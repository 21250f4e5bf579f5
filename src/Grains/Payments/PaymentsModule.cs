namespace XelaConnect.Grains.Payments;

internal static class PaymentsModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(IntentJournal.Intent).AddJournal(CreditPackJournal.Pack).AddJournal(UnmatchedPaymentsJournal.List)
        .AddOutboxMessages(PaymentIntentMessages.Fulfilled, CreditPackMessages.Record, UnmatchedPaymentsMessages.Add);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntentEvent))]
[JsonSerializable(typeof(CreditPackEvent))]
[JsonSerializable(typeof(UnmatchedPaymentsEvent))]
[JsonSerializable(typeof(UnmatchedPaymentsState))]
internal sealed partial class PaymentsJson : JsonSerializerContext;
