using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

[GrainType("payment-intent"), Reentrant]
internal sealed class PaymentIntentGrain(Journal<IntentState, IntentEvent> journal) : DurableGrain<IntentState, IntentEvent>(journal), IPaymentIntentGrain
{
    public Task<Outcome<Done>> SucceededAsync(IntentSucceeded command) => Handle(command, IntentRules.Succeeded);

    public Task<Outcome<Done>> FailedAsync(IntentFailed command) => Handle(command, IntentRules.Failed);

    public Task<Outcome<Done>> RefundedAsync(IntentRefunded command) => Handle(command, IntentRules.Refunded);

    public Task<Outcome<Done>> GivenAsync(IntentGiven command) => Handle(command, IntentRules.Given);
}
