namespace XelaConnect.Subscriptions;

/// <summary>Records app store events with users, credit packs and store customers. A stateless worker.</summary>
[Alias("wallet.store-notices")]
public interface IStoreNoticesGrain : IGrainWithStringKey
{
    /// <summary>Records a notice with each owner. Success: all is stored. A repetition changes nothing.</summary>
    [Alias("Receive")]
    Task<Outcome<Done>> ReceiveAsync(StoreNotice notice);
}

/// <summary>An event of an app store and the store's ids of the customers that it concerns.</summary>
/// <param name="OperationId">The operation id, from the id of the event.</param>
/// <param name="Type">RevenueCat's type, for the log.</param>
/// <param name="Owners">The ids of one customer, the most reliable first; for a transfer, the givers'.</param>
/// <param name="Receivers">The possible receivers of a transfer.</param>
/// <param name="Event">The event; null when the notice only says that all owners are one customer.</param>
[GenerateSerializer, Immutable, Alias("wallet.store-notice.v1")]
public sealed record StoreNotice(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Type,
    [property: Id(2)] ImmutableArray<string> Owners,
    [property: Id(3)] ImmutableArray<string> Receivers,
    [property: Id(4)] StoreEvent? Event) : ICommand;
