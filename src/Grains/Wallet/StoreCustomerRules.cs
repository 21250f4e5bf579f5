using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Decisions about a customer of the app stores who is nobody here.</summary>
internal static class StoreCustomerRules
{
    /// <summary>
    /// Keeps what a store told, and hands it over once a transfer or an alias has said to whom. A customer is one person for good: the first alias counts.
    /// </summary>
    public static Decision<StoreCustomerEvent> Note(StoreCustomerState customer, NoteStoreEvent command, Plans plans)
    {
        var told = SubscriptionRules.WithGrace(command.Event, plans);
        var known = customer.Known;
        if (!SubscriptionRules.IsNews(known, told) || (told.Kind == StoreEventKinds.Aliased && known.OwnerOf(told) == customer.Customer && customer.IsPerson)) return Decision.Nothing;
        var after = customer.With(told);
        if (after.Told.Count > StoreCustomerState.MostEvents) return WalletFaults.CustomerFull;
        // What a later period has made meaningless is not kept; a person is told of it all the same.
        if (!after.Known.Knows(told) && !after.IsPerson) return Decision.Nothing;
        return Decision<StoreCustomerEvent>.Record(new CustomerEventNoted(told)).Owing([.. HandOvers.With(known, told)]);
    }
}
