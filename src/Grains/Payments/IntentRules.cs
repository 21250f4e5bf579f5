namespace XelaConnect.Grains.Payments;

/// <summary>
/// Decides what follows from Stripe's webhooks about one payment intent. They arrive in any order and more than once,
/// and a refund or a dispute may arrive before the payment is fulfilled: each fact is recorded, and the wallet gets the
/// difference.
/// </summary>
internal static class IntentRules
{
    /// <summary>The maximum of distinct disputes; Stripe has one, seldom two, about a payment.</summary>
    public const int MaxDisputes = 20;

    private static readonly Fault Declined = WalletFaults.CardDeclined;

    /// <summary>
    /// Settles the payment if amount and currency are those of the expected order, and else holds it for staff. The
    /// expected order is the one that the wallet began, else the same one at today's price; null for an unknown course.
    /// </summary>
    public static Decision<IntentEvent> Succeeded(IntentState intent, IntentSucceeded command, Order? expected)
    {
        if (intent.IsPaid || intent.Fulfillment is not null) return Decision.Nothing;
        var paid = command.Order;
        var reason = expected is null ? UnmatchedReasons.UnknownOrder
            : command.Currency is { } currency && !currency.Equals(Currency, StringComparison.OrdinalIgnoreCase) ? UnmatchedReasons.CurrencyDiffers
            : paid.Cents != expected.Cents ? UnmatchedReasons.AmountDiffers
            : null;
        if (reason is not null)
            return HoldUnmatched(intent, UnmatchedOf(command, reason));
        return Decision<IntentEvent>.Record(new IntentPaid(command.UserId, command.PaymentId)).AndSend(WalletMessages.Settle.To(
            command.UserId, new SettlePayment(SettlementOf(command.PaymentId), command.PaymentId, intent.IntentId, expected!)));
    }

    /// <summary>The currency of all charges.</summary>
    public const string Currency = "usd";

    /// <summary>Holds a payment whose user id is unknown.</summary>
    public static Decision<IntentEvent> SucceededForUnknownUser(
        IntentState intent, IntentSucceeded command, DateTimeOffset now) =>
        HoldUnmatched(intent, UnmatchedOf(command, UnmatchedReasons.UnknownUser));

    public static Decision<IntentEvent> HoldUnmatched(IntentState intent, HoldUnmatchedPayment command, DateTimeOffset now) => HoldUnmatched(intent, command.Payment);

    public static Decision<IntentEvent> Failed(IntentState intent, IntentFailed command, DateTimeOffset now) =>
        intent.IsPaid || intent.IsFailed || intent.Fulfillment is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentFailedRecorded(command.PaymentId))
            .AndSend(WalletMessages.Fail.To(command.UserId, new FailPayment(FailureOf(command.PaymentId), command.PaymentId, Declined)));

    public static Decision<IntentEvent> Refunded(IntentState intent, IntentRefunded command, DateTimeOffset now)
    {
        // The refunded amount only grows; a smaller one is older. A full refund without an amount is all of the
        // payment.
        var cents = command.IsFull && intent.Fulfillment is { } gave ? Math.Max(command.TotalCents, gave.Cents) : command.TotalCents;
        if (cents <= intent.RefundedCents && (intent.IsFullyRefunded || !command.IsFull)) return Decision.Nothing;
        return With(intent, new IntentRefundRecorded(Math.Max(cents, intent.RefundedCents), command.IsFull));
    }

    /// <summary>A dispute stays decided when the webhook about its beginning arrives later.</summary>
    public static Decision<IntentEvent> Disputed(IntentState intent, IntentDisputed command, DateTimeOffset now)
    {
        var known = intent.Disputes.GetValueOrDefault(command.DisputeId);
        if (known is null ? intent.Disputes.Count >= MaxDisputes : known.Outcome != DisputeOutcomes.Open || command.Outcome == DisputeOutcomes.Open)
            return Decision.Nothing;
        return With(intent, new IntentDisputeRecorded(command.DisputeId, command.Cents, command.Outcome));
    }

    public static Decision<IntentEvent> Fulfilled(IntentState intent, IntentFulfillment command, DateTimeOffset now) =>
        intent.Fulfillment is not null ? Decision.Nothing
        : With(intent, new IntentFulfilled(command.UserId, command.PaymentId, command.Cents, command.Credits, command.CourseId));

    public static IntentView ViewOf(IntentState intent) => new(
        intent.IsPaid || intent.Fulfillment is not null, intent.RefundedCents, intent.IsFullyRefunded,
        intent.Disputes.Values.Any(static dispute => dispute.Outcome != DisputeOutcomes.Won));

    /// <summary>The operation id of the settlement, the same from the charge and from the webhook.</summary>
    public static string SettlementOf(string paymentId) => $"{paymentId}/settled";

    /// <summary>The operation id of the failure, the same from the charge and from the webhook.</summary>
    public static string FailureOf(string paymentId) => $"{paymentId}/failed";

    /// <summary>
    /// Credits to take back: in proportion, all of them when the whole payment is refunded or disputed.
    /// </summary>
    public static long CreditsFor(IntentFulfilled gave, IntentState intent) =>
        intent.IsFullyReversed(gave) ? gave.Credits : (long)(
            (decimal)gave.Credits * intent.CentsToReverse(gave) / gave.Cents);

    private static UnmatchedPayment UnmatchedOf(IntentSucceeded command, string reason) =>
        new(command.UserId, command.PaymentId, command.Order.Purpose, command.Order.Cents, command.Currency, reason);

    private static Decision<IntentEvent> HoldUnmatched(IntentState intent, UnmatchedPayment payment) =>
        intent.IsHeld || intent.IsPaid || intent.Fulfillment is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentHeld(payment)).AndSend(UnmatchedPaymentsMessages.Add.To(
            IUnmatchedPaymentsGrain.Key, new ListUnmatchedPayment($"{intent.IntentId}/kept", intent.IntentId, payment)));

    /// <summary>
    /// Records a fact, and sends the wallet the difference that it makes together with the facts before.
    /// </summary>
    private static Decision<IntentEvent> With(IntentState intent, IntentEvent fact)
    {
        var after = IntentState.Apply(intent, new EventEnvelope<IntentEvent>(0, 0, default, null, fact));
        var decision = Decision<IntentEvent>.Record(fact);
        if (after.Fulfillment is not { } gave) return decision;
        var (cents, credits) = (
            after.ReversedCents - intent.ReversedCents, after.ReversedCredits - intent.ReversedCredits);
        var (was, whole) = (
            intent.Fulfillment is not null && intent.IsFullyReversed(gave), after.IsFullyReversed(gave));
        if (cents == 0 && credits == 0 && was == whole) return decision;
        var course = was == whole ? null : gave.CourseId;
        return decision.AndSend(fact is IntentDisputeRecorded || (after.RefundedCents == 0 && !after.IsFullyRefunded)
            ? WalletMessages.Dispute.To(gave.UserId, new DisputePayment(
                fact is IntentDisputeRecorded dispute ? $"{gave.PaymentId}/dispute/{dispute.DisputeId}/{dispute.Outcome}" : $"{gave.PaymentId}/given/disputed",
                gave.PaymentId, Math.Abs(cents), Math.Abs(credits), course, ForCredits: gave.CourseId is null, Restores: cents < 0 || credits < 0 || was))
            : WalletMessages.Reverse.To(gave.UserId, new ReversePayment(
                $"{gave.PaymentId}/refund/{after.RefundedCents}{(after.IsFullyRefunded ? "/whole" : "")}",
                gave.PaymentId, cents, credits, course, ForCredits: gave.CourseId is null)));
    }
}
