using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What subscriptions owe each other and users.</summary>
internal static class SubscriptionEffects
{
    public static readonly EffectKind<NoteStoreEvent> HandOver = new("wallet.hand-over.v2", SubscriptionJson.Default.NoteStoreEvent,
        static (grains, userId, command) => grains.GetGrain<ISubscriptionGrain>(userId).NoteAsync(command));

    public static readonly EffectKind<NoteStoreEvent> HandOverToCustomer = new("wallet.hand-over-to-customer.v1", SubscriptionJson.Default.NoteStoreEvent,
        static (grains, customer, command) => grains.GetGrain<IStoreCustomerGrain>(customer).NoteAsync(command));

    /// <summary>Reads the messages that earlier versions left in the outbox.</summary>
    public static readonly EffectKind<NoteStoreEventWithoutProduct> HandOverOfBefore = new("wallet.hand-over.v1", SubscriptionJson.Default.NoteStoreEventWithoutProduct,
        static (grains, userId, command) => grains.GetGrain<ISubscriptionGrain>(userId).NoteAsync(new NoteStoreEvent(command.OperationId, command.Event.Today())));

    public static readonly EffectKind<ProjectSubscription> Project = new("wallet.project-subscription-to-user.v1", SubscriptionJson.Default.ProjectSubscription,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ProjectSubscriptionAsync(command));

    public static readonly EffectKind[] All = [HandOver, HandOverToCustomer, HandOverOfBefore, Project];
}
