using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Decisions about a customer of the app stores whose id is no person's here.</summary>
internal static class StoreCustomerRules
{
    /// <summary>
    /// Keeps a store event, and hands it over once a transfer or an alias has named a receiver. A customer is one person for good: the first
    /// alias counts.
    /// </summary>
    public static Decision<StoreCustomerEvent> Record(StoreCustomerState customer, RecordStoreEvent command, Plans plans)
    {
        var happened = SubscriptionRules.WithGrace(command.Event, plans);
        var known = customer.AsSubscription();
        if (!SubscriptionRules.IsNew(known, happened)) return Decision.Nothing;
        if (happened.Kind == StoreEventKinds.Aliased && known.OwnerOf(happened) == customer.Customer && customer.IsUser) return Decision.Nothing;
        var after = customer.With(happened);
        if (after.Events.Count > StoreCustomerState.MaxEvents) return WalletFaults.CustomerFull;
        // An event of a period that a later one has ended is not kept; a person gets it all the same.
        if (!after.AsSubscription().Knows(happened) && !after.IsUser) return Decision.Nothing;
        return Decision<StoreCustomerEvent>.Record(new CustomerEventRecorded(happened)).AndSend([.. StoreEventTransfers.With(known, happened)]);
    }
}
