namespace XelaConnect.Grains.Subscriptions;

internal static class StoreCustomerRules
{
    /// <summary>Sends events on once a receiver is named. A customer is one user for good: the first alias.</summary>
    public static Decision<StoreCustomerEvent> Record(StoreCustomerState state, RecordStoreEvent command, Plans plans)
    {
        var happened = SubscriptionRules.WithGrace(command.Event, plans);
        var known = state.AsSubscription();
        if (!SubscriptionRules.IsNew(known, happened)) return Decision.Nothing;
        var isOwnAlias = happened.Kind == StoreEventKinds.Aliased && known.OwnerOf(happened) == state.Customer;
        if (isOwnAlias && state.IsUser) return Decision.Nothing;
        var after = state.With(happened);
        if (after.Events.Count > StoreCustomerState.MaxEvents) return WalletFaults.CustomerFull;
        // An event of a period that a later one has ended is not kept, but still sent to a known user.
        if (!after.AsSubscription().Knows(happened) && !after.IsUser) return Decision.Nothing;
        return Decision<StoreCustomerEvent>.Record(new CustomerEventRecorded(happened))
            .AndSend([.. StoreEventTransfers.With(known, happened)]);
    }
}
