using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Payments;

[GrainType("payment-intent"), Reentrant]
internal sealed class PaymentIntentGrain(Journal<IntentState, IntentEvent> journal, Plans plans) : EventSourcedGrain<IntentState, IntentEvent>(journal), IPaymentIntentGrain
{
    public async Task<Outcome<Done>> SucceededAsync(IntentSucceeded command)
    {
        var expected = await ExpectedAsync(command);
        return await Handle(command, (intent, c, _) => IntentRules.Succeeded(intent, c, expected));
    }

    public Task<Outcome<Done>> HoldUnmatchedAsync(HoldUnmatchedPayment command) => Handle(command, IntentRules.HoldUnmatched);

    public Task<Outcome<Done>> DisputedAsync(IntentDisputed command) => Handle(command, IntentRules.Disputed);

    public Task<IntentView> GetAsync() => Task.FromResult(IntentRules.ViewOf(Committed));

    public Task<Outcome<Done>> FailedAsync(IntentFailed command) => Handle(command, IntentRules.Failed);

    public Task<Outcome<Done>> RefundedAsync(IntentRefunded command) => Handle(command, IntentRules.Refunded);

    public Task<Outcome<Done>> FulfilledAsync(IntentFulfillment command) => Handle(command, IntentRules.Fulfilled);

    /// <summary>The order that the wallet began; for a payment that it does not wait for, the same order at today's price.</summary>
    private async Task<Order?> ExpectedAsync(IntentSucceeded command)
    {
        if (await GrainFactory.Wallet(command.UserId).OrderAsync(command.PaymentId) is { } begun) return begun;
        var paid = command.Order;
        if (paid.CourseId is not { } course) return paid with { Cents = paid.Credits * plans.CentsPerCredit };
        return await GrainFactory.Course(course).GetAsync() is { IsOk: true } known
            ? paid with { Cents = known.Value.Content.PriceInCents(), Title = known.Value.Content.Title }
            : null;
    }
}
