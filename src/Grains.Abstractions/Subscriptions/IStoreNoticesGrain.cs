namespace XelaConnect.Subscriptions;

/// <summary>Records app store events with users, credit packs and store customers. A stateless worker.</summary>
[Alias("wallet.store-notices")]
public interface IStoreNoticesGrain : IGrainWithStringKey
{
    /// <summary>Records a notice with each owner. Success: all is stored. A repetition changes nothing.</summary>
    [Alias("Receive")] Task<Outcome<Done>> ReceiveAsync(StoreNotice notice);
}

/// <summary>
/// An event of an app store, of RevenueCat's type. Owners are the ids of one customer, the most reliable first, or the
/// givers of a transfer, which has possible receivers. Without an event, it says that all owners are one customer.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.store-notice.v1")]
public sealed record StoreNotice(
    [property: Id(0)] string OperationId, [property: Id(1)] string Type,
    [property: Id(2)] ImmutableArray<string> Owners, [property: Id(3)] ImmutableArray<string> Receivers,
    [property: Id(4)] StoreEvent? Event) : ICommand;
