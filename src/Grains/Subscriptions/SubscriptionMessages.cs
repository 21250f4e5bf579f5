using XelaConnect.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>What subscriptions owe each other and users.</summary>
internal static class SubscriptionMessages
{
    public static readonly OutboxMessageType<RecordStoreEvent> Transfer = new("wallet.hand-over.v2", SubscriptionJson.Default.RecordStoreEvent,
        static (grains, userId, command) => grains.Subscription(userId).RecordAsync(command));

    public static readonly OutboxMessageType<RecordStoreEvent> TransferToCustomer = new("wallet.hand-over-to-customer.v1", SubscriptionJson.Default.RecordStoreEvent,
        static (grains, customer, command) => grains.StoreCustomer(customer).RecordAsync(command));

    /// <summary>Reads the messages that earlier versions left in the outbox.</summary>
    public static readonly OutboxMessageType<RecordStoreEventWithoutProduct> TransferWithoutProduct = new("wallet.hand-over.v1", SubscriptionJson.Default.RecordStoreEventWithoutProduct,
        static (grains, userId, command) => grains.Subscription(userId).RecordAsync(new RecordStoreEvent(command.OperationId, command.Event.Today())));

    public static readonly OutboxMessageType<ProjectSubscription> Project = new("wallet.project-subscription-to-user.v1", SubscriptionJson.Default.ProjectSubscription,
        static (grains, userId, command) => grains.User(userId).ProjectSubscriptionAsync(command));

    public static readonly OutboxMessageType[] All = [Transfer, TransferToCustomer, TransferWithoutProduct, Project];
}
