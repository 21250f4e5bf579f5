using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Payments;

/// <summary>
/// Decisions about one payment intent. Stripe's webhooks arrive in any order and more than once, and a refund or a dispute may arrive before it is
/// known what the payment gave: each fact is kept, and the wallet gets what follows from all of them.
/// </summary>
internal static class IntentRules
{
    /// <summary>The most disputes that are told apart; Stripe has one, seldom two, about a payment.</summary>
    public const int MaxDisputes = 20;

    private static readonly Fault Declined = WalletFaults.CardDeclined;

    /// <summary>
    /// Gives what was paid for if amount and currency are those of the order, and else keeps the payment for staff. The expected order is the one
    /// that the wallet began, else the same one at today's price; null for an unknown course.
    /// </summary>
    public static Decision<IntentEvent> Succeeded(IntentState intent, IntentSucceeded command, Order? expected)
    {
        if (intent.Paid || intent.Gave is not null) return Decision.Nothing;
        var paid = command.Order;
        var reason = expected is null ? UnmatchedReasons.UnknownOrder
            : command.Currency is { } currency && !currency.Equals(Currency, StringComparison.OrdinalIgnoreCase) ? UnmatchedReasons.CurrencyDiffers
            : paid.Cents != expected.Cents ? UnmatchedReasons.AmountDiffers
            : null;
        if (reason is not null)
            return HoldUnmatched(intent, new UnmatchedPayment(command.UserId, command.PaymentId, paid.Purpose, paid.Cents, command.Currency, reason));
        return Decision<IntentEvent>.Record(new IntentPaid(command.UserId, command.PaymentId)).AndSend(WalletMessages.Settle.To(
            command.UserId, new SettlePayment(SettlementOf(command.PaymentId), command.PaymentId, intent.IntentId, expected!)));
    }

    /// <summary>What is charged, and so what is paid.</summary>
    public const string Currency = "usd";

    public static Decision<IntentEvent> HoldUnmatched(IntentState intent, HoldUnmatchedPayment command, DateTimeOffset now) => HoldUnmatched(intent, command.Payment);

    public static Decision<IntentEvent> Failed(IntentState intent, IntentFailed command, DateTimeOffset now) =>
        intent.Paid || intent.Unpaid || intent.Gave is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentUnpaid(command.PaymentId))
            .AndSend(WalletMessages.Fail.To(command.UserId, new FailPayment(FailureOf(command.PaymentId), command.PaymentId, Declined)));

    public static Decision<IntentEvent> Refunded(IntentState intent, IntentRefunded command, DateTimeOffset now)
    {
        // What was refunded only grows; a smaller figure is an older one. A whole refund of an amount that Stripe did not name is all of what was paid.
        var cents = command.Wholly && intent.Gave is { } gave ? Math.Max(command.CentsInAll, gave.Cents) : command.CentsInAll;
        if (cents <= intent.Returned && (intent.Wholly || !command.Wholly)) return Decision.Nothing;
        return With(intent, new IntentRefundRecorded(Math.Max(cents, intent.Returned), command.Wholly));
    }

    /// <summary>A decided dispute stays decided when its beginning arrives later.</summary>
    public static Decision<IntentEvent> Disputed(IntentState intent, IntentDisputed command, DateTimeOffset now)
    {
        var known = intent.Disputes.GetValueOrDefault(command.DisputeId);
        if (known is null ? intent.Disputes.Count >= MaxDisputes : known.Outcome != DisputeOutcomes.Open || command.Outcome == DisputeOutcomes.Open)
            return Decision.Nothing;
        return With(intent, new IntentDisputeRecorded(command.DisputeId, command.Cents, command.Outcome));
    }

    public static Decision<IntentEvent> Fulfilled(IntentState intent, IntentFulfillment command, DateTimeOffset now) =>
        intent.Gave is not null ? Decision.Nothing
        : With(intent, new IntentFulfilled(command.UserId, command.PaymentId, command.Cents, command.Credits, command.CourseId));

    public static IntentView ViewOf(IntentState intent) => new(
        intent.Paid || intent.Gave is not null, intent.Returned, intent.Wholly,
        intent.Disputes.Values.Any(static dispute => dispute.Outcome != DisputeOutcomes.Won));

    /// <summary>The one operation by which a payment is given, whoever tells it first.</summary>
    public static string SettlementOf(string paymentId) => $"{paymentId}/settled";

    /// <summary>The one operation by which a payment fails.</summary>
    public static string FailureOf(string paymentId) => $"{paymentId}/failed";

    /// <summary>How many of the credits are taken back: in proportion, all of them when all was refunded or disputed.</summary>
    public static long CreditsFor(IntentFulfilled gave, IntentState intent) =>
        intent.IsTakenWholly(gave) ? gave.Credits : (long)((decimal)gave.Credits * intent.TakenCents(gave) / gave.Cents);

    private static Decision<IntentEvent> HoldUnmatched(IntentState intent, UnmatchedPayment payment) =>
        intent.Kept || intent.Paid || intent.Gave is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentHeld(payment)).AndSend(UnmatchedPaymentsMessages.Add.To(
            IUnmatchedPaymentsGrain.Key, new ListUnmatchedPayment($"{intent.IntentId}/kept", intent.IntentId, payment)));

    /// <summary>Records the fact and orders what follows from it with what is known besides.</summary>
    private static Decision<IntentEvent> With(IntentState intent, IntentEvent fact)
    {
        var after = IntentState.Apply(intent, new EventEnvelope<IntentEvent>(0, 0, default, null, fact));
        var decision = Decision<IntentEvent>.Record(fact);
        if (after.Gave is not { } gave) return decision;
        var (cents, credits) = (after.ReversedCents - intent.ReversedCents, after.ReversedCredits - intent.ReversedCredits);
        var (was, whole) = (intent.Gave is not null && intent.IsTakenWholly(gave), after.IsTakenWholly(gave));
        if (cents == 0 && credits == 0 && was == whole) return decision;
        var course = was == whole ? null : gave.CourseId;
        return decision.AndSend(fact is IntentDisputeRecorded || (after.Returned == 0 && !after.Wholly)
            ? WalletMessages.Dispute.To(gave.UserId, new DisputePayment(
                fact is IntentDisputeRecorded dispute ? $"{gave.PaymentId}/dispute/{dispute.DisputeId}/{dispute.Outcome}" : $"{gave.PaymentId}/given/disputed",
                gave.PaymentId, Math.Abs(cents), Math.Abs(credits), course, ForCredits: gave.CourseId is null, Restores: cents < 0 || credits < 0 || was))
            : WalletMessages.Reverse.To(gave.UserId, new ReversePayment(
                $"{gave.PaymentId}/refund/{after.Returned}{(after.Wholly ? "/whole" : "")}", gave.PaymentId, cents, credits, course, ForCredits: gave.CourseId is null)));
    }
}
