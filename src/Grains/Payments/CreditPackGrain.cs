namespace XelaConnect.Grains.Payments;

[GrainType("store-pack"), Reentrant]
internal sealed class CreditPackGrain(Journal<CreditPackState, CreditPackEvent> journal) : EventSourcedGrain<CreditPackState, CreditPackEvent>(journal), ICreditPackGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordCreditPackEvent command) => Handle(command, CreditPackRules.Record);
}
