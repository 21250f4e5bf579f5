namespace XelaConnect.Grains.Payments;

[GrainType("payment-intent"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class PaymentIntentGrain(
    Journal<IntentState, IntentEvent> journal, Plans plans, ILogger<PaymentIntentGrain> log)
    : EventSourcedGrain<IntentState, IntentEvent>(journal), IPaymentIntentGrain
{
    public async Task<Outcome<Done>> SucceededAsync(IntentSucceeded command)
    {
        if (await IsUserAsync(command.UserId))
        {
            var expected = await ExpectedAsync(command);
            return await Handle(command, (intent, c, _) => IntentRules.Succeeded(intent, c, expected));
        }
        LogUnknownUser(log, command.PaymentId);
        return await Handle(command, IntentRules.SucceededForUnknownUser);
    }

    public async Task<Outcome<Done>> FailedAsync(IntentFailed command) =>
        await IsUserAsync(command.UserId) ? await Handle(command, IntentRules.Failed) : Done.Instance;

    public Task<Outcome<Done>> RefundedAsync(IntentRefunded command) => Handle(command, IntentRules.Refunded);
    public Task<Outcome<Done>> HoldUnmatchedAsync(HoldUnmatchedPayment command) =>
        Handle(command, IntentRules.HoldUnmatched);
    public Task<Outcome<Done>> DisputedAsync(IntentDisputed command) => Handle(command, IntentRules.Disputed);
    public Task<IntentView> GetAsync() => Task.FromResult(IntentRules.ViewOf(Committed));
    public Task<Outcome<Done>> FulfilledAsync(IntentFulfillment command) => Handle(command, IntentRules.Fulfilled);

    private async Task<bool> IsUserAsync(string userId) => await GrainFactory.User(userId).GetAsync() is not null;

    /// <summary>The order of the pending payment, else the same order at today's price; null: unknown course.</summary>
    private async Task<Order?> ExpectedAsync(IntentSucceeded command)
    {
        if (await GrainFactory.Wallet(command.UserId).OrderAsync(command.PaymentId) is { } pending) return pending;
        var paid = command.Order;
        if (paid.CourseId is not { } course) return paid with { Cents = paid.Credits * plans.CentsPerCredit };
        return await GrainFactory.Course(course).GetAsync() is { IsOk: true, Value.Content: { } content }
            ? paid with { Cents = content.PriceInCents(), Title = content.Title } : null;
    }

    [LoggerMessage(6201, LogLevel.Error, "Payment {PaymentId} succeeded for an unknown user id; it is held for staff")]
    private static partial void LogUnknownUser(ILogger log, string paymentId);
}
