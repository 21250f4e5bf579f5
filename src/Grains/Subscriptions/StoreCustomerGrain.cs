namespace XelaConnect.Grains.Subscriptions;

[GrainType("store-customer"), Reentrant]
internal sealed class StoreCustomerGrain(Journal<StoreCustomerState, StoreCustomerEvent> journal, Plans plans)
    : EventSourcedGrain<StoreCustomerState, StoreCustomerEvent>(journal), IStoreCustomerGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordStoreEvent command) =>
        Handle(command, (customer, c, _) => StoreCustomerRules.Record(customer, c, plans));
}
