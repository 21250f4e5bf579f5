using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

[GrainType("store-pack"), Reentrant]
internal sealed class StorePackGrain(Journal<StorePackState, StorePackEvent> journal) : DurableGrain<StorePackState, StorePackEvent>(journal), IStorePackGrain
{
    public Task<Outcome<Done>> NoteAsync(NotePack command) => Handle(command, StorePackRules.Note);
}
