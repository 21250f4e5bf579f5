using XelaConnect.Wallet;

namespace XelaConnect.Subscriptions;

/// <summary>
/// A customer of the app stores whose RevenueCat id is not a user id, keyed by <see cref="StoreCustomers.KeyOf"/>.
/// Keeps the id's events until a transfer or an alias names a user, then sends them, and later ones, to that user.
/// </summary>
[Alias("wallet.store-customer")]
public interface IStoreCustomerGrain : IGrainWithStringKey
{
    /// <summary>Records an event of the customer. Refusal: <see cref="WalletFaults.CustomerFull"/>.</summary>
    [Alias("Note")] Task<Outcome<Done>> RecordAsync(RecordStoreEvent command);
}

/// <summary>Keys of <see cref="IStoreCustomerGrain"/>.</summary>
public static class StoreCustomers
{
    private const string Kind = "customer";

    /// <summary>The key of a foreign id: a digest, since the id may be any text, even an address.</summary>
    public static string KeyOf(string foreignId) => Ids.Of(Kind, foreignId);
    /// <summary>Whether an id is the key of a customer and not a user id.</summary>
    public static bool IsKey(string id) => Ids.IsOf(Kind, id);

    /// <summary>The command that links a customer to a user.</summary>
    public static RecordStoreEvent Alias(string userId) => new($"alias/{userId}", new StoreEvent(
        $"alias/{userId}", StoreEventKinds.Aliased, "", null, DateTimeOffset.UnixEpoch, null, null, null, userId));
}
