namespace XelaConnect.Grains.Payments;

/// <summary>Webhooks arrive in any order and again: each fact is recorded, the wallet gets the difference.</summary>
internal static class IntentRules
{
    public const string Currency = "usd";
    /// <summary>The maximum of distinct disputes; Stripe has one, seldom two, about a payment.</summary>
    public const int MaxDisputes = 20;

    /// <summary>The order is that of the wallet, else the same at today's price; null: unknown course.</summary>
    public static Decision<IntentEvent> Succeeded(IntentState intent, IntentSucceeded command, Order? expected)
    {
        if (intent.IsPaid || intent.Fulfillment is not null) return Decision.Nothing;
        if (expected is null) return HoldUnmatched(intent, command, UnmatchedReasons.UnknownOrder);
        if (!(command.Currency ?? Currency).Equals(Currency, StringComparison.OrdinalIgnoreCase))
            return HoldUnmatched(intent, command, UnmatchedReasons.CurrencyDiffers);
        if (command.Order.Cents != expected.Cents)
            return HoldUnmatched(intent, command, UnmatchedReasons.AmountDiffers);
        var (user, payment) = (command.UserId, command.PaymentId);
        var settlement = new SettlePayment(SettlementOf(payment), payment, intent.IntentId, expected);
        return Decision<IntentEvent>.Record(new IntentPaid(user, payment))
            .AndSend(WalletMessages.Settle.To(user, settlement));
    }

    public static Decision<IntentEvent> SucceededForUnknownUser(
        IntentState intent, IntentSucceeded command, DateTimeOffset now) =>
        HoldUnmatched(intent, command, UnmatchedReasons.UnknownUser);

    public static Decision<IntentEvent> HoldUnmatched(
        IntentState intent, HoldUnmatchedPayment command, DateTimeOffset now) =>
        HoldUnmatched(intent, command.Payment);

    public static Decision<IntentEvent> Failed(IntentState intent, IntentFailed command, DateTimeOffset now)
    {
        if (intent.IsPaid || intent.IsFailed || intent.Fulfillment is not null) return Decision.Nothing;
        var payment = command.PaymentId;
        var failure = new FailPayment(FailureOf(payment), payment, WalletFaults.CardDeclined);
        return Decision<IntentEvent>.Record(new IntentFailedRecorded(payment))
            .AndSend(WalletMessages.Fail.To(command.UserId, failure));
    }

    public static Decision<IntentEvent> Refunded(IntentState intent, IntentRefunded command, DateTimeOffset now)
    {
        // The refunded amount only grows; a smaller one is older. A full refund may come without an amount.
        var cents = Math.Max(command.TotalCents, command.IsFull ? intent.Fulfillment?.Cents ?? 0 : 0);
        if (cents <= intent.RefundedCents && (intent.IsFullyRefunded || !command.IsFull)) return Decision.Nothing;
        return With(intent, new IntentRefundRecorded(Math.Max(cents, intent.RefundedCents), command.IsFull));
    }

    /// <summary>A dispute stays decided when the webhook about its beginning arrives later.</summary>
    public static Decision<IntentEvent> Disputed(IntentState intent, IntentDisputed command, DateTimeOffset now)
    {
        var ignored = intent.Disputes.GetValueOrDefault(command.DisputeId) is { } known
            ? known.Outcome != DisputeOutcomes.Open || command.Outcome == DisputeOutcomes.Open
            : intent.Disputes.Count >= MaxDisputes;
        if (ignored) return Decision.Nothing;
        return With(intent, new IntentDisputeRecorded(command.DisputeId, command.Cents, command.Outcome));
    }

    public static Decision<IntentEvent> Fulfilled(IntentState intent, IntentFulfillment command, DateTimeOffset now) =>
        intent.Fulfillment is not null ? Decision.Nothing : With(intent, new IntentFulfilled(
            command.UserId, command.PaymentId, command.Cents, command.Credits, command.CourseId));

    public static IntentView ViewOf(IntentState intent) => new(
        intent.IsPaid || intent.Fulfillment is not null, intent.RefundedCents, intent.IsFullyRefunded,
        intent.Disputes.Values.Any(static dispute => dispute.Outcome != DisputeOutcomes.Won));

    /// <summary>The operation id, the same from the charge and from the webhook; so is that of the failure.</summary>
    public static string SettlementOf(string paymentId) => $"{paymentId}/settled";

    public static string FailureOf(string paymentId) => $"{paymentId}/failed";

    /// <summary>Credits to take back: in proportion, and all when the whole payment is refunded or disputed.</summary>
    public static long CreditsFor(IntentFulfilled gave, IntentState intent) => intent.IsFullyReversed(gave)
        ? gave.Credits : (long)((decimal)gave.Credits * intent.CentsToReverse(gave) / gave.Cents);

    private static Decision<IntentEvent> HoldUnmatched(IntentState intent, IntentSucceeded command, string reason) =>
        HoldUnmatched(intent, new UnmatchedPayment(command.UserId, command.PaymentId,
            command.Order.Purpose, command.Order.Cents, command.Currency, reason));

    private static Decision<IntentEvent> HoldUnmatched(IntentState intent, UnmatchedPayment payment)
    {
        if (intent.IsHeld || intent.IsPaid || intent.Fulfillment is not null) return Decision.Nothing;
        var listing = new ListUnmatchedPayment($"{intent.IntentId}/kept", intent.IntentId, payment);
        return Decision<IntentEvent>.Record(new IntentHeld(payment))
            .AndSend(UnmatchedPaymentsMessages.Add.To(IUnmatchedPaymentsGrain.Key, listing));
    }

    /// <summary>Records a fact, and sends the wallet the difference that it makes with the facts before.</summary>
    private static Decision<IntentEvent> With(IntentState intent, IntentEvent fact)
    {
        var after = IntentState.Apply(intent, new EventEnvelope<IntentEvent>(0, 0, default, null, fact));
        var decision = Decision<IntentEvent>.Record(fact);
        if (after.Fulfillment is not { } gave) return decision;
        var cents = after.ReversedCents - intent.ReversedCents;
        var credits = after.ReversedCredits - intent.ReversedCredits;
        var was = intent.Fulfillment is not null && intent.IsFullyReversed(gave);
        var whole = after.IsFullyReversed(gave);
        if (cents == 0 && credits == 0 && was == whole) return decision;

        var (payment, forCredits) = (gave.PaymentId, gave.CourseId is null);
        var course = was == whole ? null : gave.CourseId;
        if (fact is not IntentDisputeRecorded && (after.RefundedCents != 0 || after.IsFullyRefunded))
        {
            var refund = $"{payment}/refund/{after.RefundedCents}{(after.IsFullyRefunded ? "/whole" : "")}";
            return decision.AndSend(WalletMessages.Reverse.To(
                gave.UserId, new ReversePayment(refund, payment, cents, credits, course, forCredits)));
        }
        var operation = fact is IntentDisputeRecorded dispute
            ? $"{payment}/dispute/{dispute.DisputeId}/{dispute.Outcome}" : $"{payment}/given/disputed";
        return decision.AndSend(WalletMessages.Dispute.To(gave.UserId, new DisputePayment(operation, payment,
            Math.Abs(cents), Math.Abs(credits), course, forCredits, Restores: cents < 0 || credits < 0 || was)));
    }
}
