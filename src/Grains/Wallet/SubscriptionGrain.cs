using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

[GrainType("subscription"), Reentrant]
internal sealed class SubscriptionGrain(Journal<SubscriptionState, SubscriptionEvent> journal, Plans plans, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : DurableGrain<SubscriptionState, SubscriptionEvent>(journal), ISubscriptionGrain
{
    public Task<SubscriptionView> GetAsync() => Task.FromResult(SubscriptionRules.ViewOf(Committed, plans, time.GetUtcNow()));

    public Task<Outcome<Done>> NoteAsync(NoteStoreEvent command) => Handle(command, (subscription, c, _) => SubscriptionRules.Note(subscription, c, plans));

    public Task<Outcome<Done>> GiveAsync(GiveTier command) => Handle(command, SubscriptionRules.Give);

    public Task<Outcome<Done>> WithdrawAsync(WithdrawTier command) => Handle(command, SubscriptionRules.Withdraw);
}
