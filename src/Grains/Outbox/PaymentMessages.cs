namespace XelaConnect.Grains.Outbox;

internal static class PaymentIntentMessages
{
    public static readonly OutboxMessageType<IntentFulfillment> Fulfilled = new(
        "wallet.intent-given.v1", OutboxJson.Default.IntentFulfillment,
        static (grains, intentId, command) => grains.PaymentIntent(intentId).FulfilledAsync(command));
}

internal static class CreditPackMessages
{
    public static readonly OutboxMessageType<RecordCreditPackEvent> Record = new(
        "wallet.note-pack.v1", OutboxJson.Default.RecordCreditPackEvent,
        static (grains, pack, command) => grains.CreditPack(pack).RecordAsync(command));
}

internal static class UnmatchedPaymentsMessages
{
    public static readonly OutboxMessageType<ListUnmatchedPayment> Add = new(
        "wallet.list-kept-payment.v1", OutboxJson.Default.ListUnmatchedPayment,
        static (grains, list, command) => grains.UnmatchedPayments(list).AddAsync(command));
}
