namespace XelaConnect.Grains.Subscriptions;

[GrainType("store-customer"), Reentrant]
internal sealed class StoreCustomerGrain(Journal<StoreCustomerState, StoreCustomerEvent> journal, Plans plans)
    : EventSourcedGrain<StoreCustomerState, StoreCustomerEvent>(journal), IStoreCustomerGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordStoreEvent command) =>
        Handle(command, (customer, c, _) => StoreCustomerRules.Record(customer, c, plans));
}

[JsonDerivedType(typeof(CustomerEventRecorded), "wallet.customer-event-noted.v1")]
internal abstract record StoreCustomerEvent;
internal sealed record CustomerEventRecorded(StoreEvent Event) : StoreCustomerEvent;

internal static class StoreCustomerJournal
{
    public static readonly JournalDefinition<StoreCustomerState, StoreCustomerEvent> Customer = new()
    {
        Name = "wallet.store-customer",
        Empty = static customer => new StoreCustomerState(customer),
        Apply = static (customer, recorded) => customer.With(((CustomerEventRecorded)recorded.Event).Event),
        Events = new EventCodec<StoreCustomerEvent>(SubscriptionJson.Default),
        Snapshot = SubscriptionJson.Default.StoreCustomerState,
        SizeOf = static customer => customer.Events.Count,
    };
}
