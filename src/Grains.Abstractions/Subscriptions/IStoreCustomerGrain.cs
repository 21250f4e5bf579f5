using XelaConnect.Wallet;

namespace XelaConnect.Subscriptions;

/// <summary>
/// A customer of the app stores whom RevenueCat knows by an id that is no person's here, keyed by <see cref="StoreCustomers.KeyOf"/>. Keeps the
/// events of the id until a transfer or an alias names a person, and hands them over then; later events of the id follow.
/// </summary>
[Alias("wallet.store-customer")]
public interface IStoreCustomerGrain : IGrainWithStringKey
{
    /// <summary>Records an event of the customer. Refusal: <see cref="WalletFaults.CustomerFull"/>.</summary>
    [Alias("Note")]
    Task<Outcome<Done>> RecordAsync(RecordStoreEvent command);
}

/// <summary>Keys of <see cref="IStoreCustomerGrain"/>.</summary>
public static class StoreCustomers
{
    private const string Kind = "customer";

    /// <summary>The key of a foreign id: a digest, since the id may be any text, also an address.</summary>
    public static string KeyOf(string foreignId) => $"{Kind}-{Ids.Digest(foreignId)}";

    /// <summary>True for a key of a customer, false for the id of a person.</summary>
    public static bool IsKey(string id) => Ids.IsOf(Kind, id);

    /// <summary>The command that says that a customer is a person here.</summary>
    public static RecordStoreEvent Alias(string userId) => new(
        $"alias/{userId}",
        new StoreEvent($"alias/{userId}", StoreEventKinds.Aliased, "", null, DateTimeOffset.UnixEpoch, null, null, null, TransferredTo: userId));
}
