namespace XelaConnect.Grains.Subscriptions;

[GrainType("subscription"), Reentrant]
internal sealed class SubscriptionGrain(
    Journal<SubscriptionState, SubscriptionEvent> journal, Plans plans,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<SubscriptionState, SubscriptionEvent>(journal), ISubscriptionGrain
{
    public Task<SubscriptionView> GetAsync() =>
        Task.FromResult(SubscriptionRules.ViewOf(Committed, plans, time.GetUtcNow()));

    public Task<Outcome<Done>> RecordAsync(RecordStoreEvent command) =>
        Handle(command, (subscription, c, _) => SubscriptionRules.Record(subscription, c, plans));

    public Task<Outcome<Done>> GrantAsync(GrantTier command) => Handle(command, SubscriptionRules.Grant);
    public Task<Outcome<Done>> RevokeAsync(RevokeTier command) => Handle(command, SubscriptionRules.Revoke);
}

/// <summary>Returns the plans from the settings of the silo, so that API hosts need none.</summary>
[GrainType("plans"), StatelessWorker]
internal sealed class PlansGrain(Plans plans) : Grain, IPlansGrain
{
    public Task<Plans> GetAsync() => Task.FromResult(plans);
}
