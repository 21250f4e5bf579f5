namespace XelaConnect.Grains.Payments;

[GrainType("store-pack"), Reentrant]
internal sealed class CreditPackGrain(Journal<CreditPackState, CreditPackEvent> journal)
    : EventSourcedGrain<CreditPackState, CreditPackEvent>(journal), ICreditPackGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordCreditPackEvent command) => Handle(command, CreditPackRules.Record);
}

[JsonDerivedType(typeof(CreditPackEventRecorded), "wallet.pack-noted.v1")]
internal abstract record CreditPackEvent;
internal sealed record CreditPackEventRecorded(
    string UserId, string EventId, string Kind, DateTimeOffset At, int Credits) : CreditPackEvent;

/// <summary>A pack has a handful of events, so it needs no snapshot.</summary>
internal static class CreditPackJournal
{
    public static readonly JournalDefinition<CreditPackState, CreditPackEvent> Pack = new()
    {
        Name = "wallet.store-pack",
        Empty = static key => new CreditPackState(key),
        Apply = CreditPackState.Apply,
        Events = new EventCodec<CreditPackEvent>(PaymentsJson.Default),
    };
}
