namespace XelaConnect.Grains.Outbox;

internal static class SubscriptionMessages
{
    public static readonly OutboxMessageType<RecordStoreEvent> Record = new OutboxMessageType<RecordStoreEvent>(
        "wallet.hand-over.v2", OutboxJson.Default.RecordStoreEvent,
        static (grains, userId, command) => grains.Subscription(userId).RecordAsync(command))
        .AlsoReads("wallet.hand-over.v1", OutboxJson.Default.RecordStoreEventWithoutProduct,
            static old => new RecordStoreEvent(old.OperationId, old.Event.ToStoreEvent()));
    public static readonly OutboxMessageType<GrantTier> Grant = new(
        "referrals.give-tier.v1", OutboxJson.Default.GrantTier,
        static (grains, userId, command) => grains.Subscription(userId).GrantAsync(command));
    public static readonly OutboxMessageType<RevokeTier> Revoke = new(
        "referrals.withdraw-tier.v1", OutboxJson.Default.RevokeTier,
        static (grains, userId, command) => grains.Subscription(userId).RevokeAsync(command));

    public static readonly OutboxMessageType[] All = [Record, Grant, Revoke];
}

internal static class StoreCustomerMessages
{
    public static readonly OutboxMessageType<RecordStoreEvent> Record = new(
        "wallet.hand-over-to-customer.v1", OutboxJson.Default.RecordStoreEvent,
        static (grains, customer, command) => grains.StoreCustomer(customer).RecordAsync(command));
}
