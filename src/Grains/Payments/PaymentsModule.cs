namespace XelaConnect.Grains.Payments;

/// <summary>Registers payment intents, credit packs and unmatched payments.</summary>
internal static class PaymentsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(IntentJournal.Intent)
            .AddJournal(CreditPackJournal.Pack)
            .AddJournal(UnmatchedPaymentsJournal.List)
            .AddOutboxMessages(
                PaymentIntentMessages.Fulfilled, CreditPackMessages.Record, UnmatchedPaymentsMessages.Add);
    }
}
