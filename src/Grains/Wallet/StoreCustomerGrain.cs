using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

[GrainType("store-customer"), Reentrant]
internal sealed class StoreCustomerGrain(Journal<StoreCustomerState, StoreCustomerEvent> journal, Plans plans)
    : DurableGrain<StoreCustomerState, StoreCustomerEvent>(journal), IStoreCustomerGrain
{
    public Task<Outcome<Done>> NoteAsync(NoteStoreEvent command) => Handle(command, (customer, c, _) => StoreCustomerRules.Note(customer, c, plans));
}
