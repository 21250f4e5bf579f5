using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Every decision about card payments: pure, without Orleans (contract §3 "Payments").</summary>
internal static class PaymentRules
{
    /// <summary>The most payments of one person that may be undecided at once.</summary>
    public const int MaxPending = 10;

    /// <summary>The most payments of one person that may fail in a day; more of them is someone trying stolen cards.</summary>
    public const int MaxFailures = 20;

    /// <summary>Stores what is owed and orders the charge. A course that is held, or is being paid for, is not paid for again.</summary>
    public static Decision<WalletEvent> Begin(WalletState wallet, BeginPayment command, string paymentId, DateTimeOffset now)
    {
        if (command.Order.CourseId is { } course && (wallet.Owns(course) || wallet.PaymentFor(course) is not null)) return Decision.Nothing;
        if (wallet.Payments.Count >= MaxPending || wallet.Failures.Count(f => f.At > now.AddDays(-1)) >= MaxFailures) return WalletFaults.TooManyPayments;
        return Decision<WalletEvent>.Record(new PaymentBegun(paymentId, command.Order))
            .AndSend(WalletMessages.Charge.To(paymentId, new ChargePayment($"{paymentId}/charge", paymentId, wallet.UserId, command.Order, command.CardToken, now)));
    }

    /// <summary>
    /// Gives what was paid for. Not a word about whether the payment is known here: the money has been taken, and the operation, which is the payment's own,
    /// is applied once for ever. A course that is held by now becomes credits of the same worth.
    /// </summary>
    public static Decision<WalletEvent> Settle(WalletState wallet, SettlePayment command, Plans plans)
    {
        var order = command.Order;
        var entry = order switch
        {
            { Purpose: PaymentPurposes.TopUp } => Ledger.Receive(wallet, order.Credits, LedgerAccounts.TopUps, $"{order.Credits} credits bought by card", command.PaymentId)
                .WithCents(LedgerAccounts.Stripe, LedgerAccounts.TopUps, order.Cents),
            { CourseId: { } course } when wallet.Owns(course) => Ledger.Receive(
                wallet, order.Cents / plans.CentsPerCredit, LedgerAccounts.TopUps, $"You had {Named(order)} already; your payment was added as credits", command.PaymentId)
                .WithCents(LedgerAccounts.Stripe, LedgerAccounts.TopUps, order.Cents),
            { CourseId: { } course } => Ledger.Note(wallet, $"{Named(order)}, paid by card", course, Ledger.Cents(LedgerAccounts.Stripe, LedgerAccounts.Courses, order.Cents))
                with { Granted = new(course, GrantSources.Card) },
            _ => throw new ArgumentException("An order is for credits or for a course.", nameof(command)),
        };
        entry = entry with { PaymentId = command.PaymentId };
        return WalletRules.Received(wallet, entry).AndSend(PaymentIntentMessages.Fulfilled.To(command.IntentId, new IntentFulfillment(
            $"{command.PaymentId}/given", wallet.UserId, command.PaymentId, order.Cents, entry.Amount, entry.Granted?.CourseId)));
    }

    public static Decision<WalletEvent> Fail(WalletState wallet, FailPayment command, DateTimeOffset now) =>
        wallet.Payments.ContainsKey(command.PaymentId) ? new PaymentFailed(command.PaymentId, command.Reason) : Decision.Nothing;

    /// <summary>Writes the opposite entry and takes back what the payment gave. A course that is held for another reason by now stays.</summary>
    public static Decision<WalletEvent> Reverse(WalletState wallet, ReversePayment command, DateTimeOffset now) => Revoke(
        wallet, command.PaymentId, command.Cents, command.Credits, command.CourseId,
        command.ForCredits ? "Your card payment was refunded" : "Your card payment for a course was refunded", command.ForCredits);

    /// <summary>While the bank has the money, what it paid for is taken back as by a refund; a dispute that is won restores it.</summary>
    public static Decision<WalletEvent> Dispute(WalletState wallet, DisputePayment command, DateTimeOffset now)
    {
        var what = command.ForCredits ? "Your card payment" : "Your card payment for a course";
        return command.Restores
            ? GrantAgain(wallet, command, $"{what} stands: its dispute is over")
            : Revoke(wallet, command.PaymentId, command.Cents, command.Credits, command.CourseId, $"{what} was disputed", command.ForCredits);
    }

    private static Decision<WalletEvent> Revoke(
        WalletState wallet, string paymentId, long cents, long credits, string? courseId, string cause, bool forCredits)
    {
        if (forCredits)
        {
            return Ledger.Reclaim(wallet, credits, LedgerAccounts.TopUps, cause, paymentId)
                .WithCents(LedgerAccounts.TopUps, LedgerAccounts.Stripe, cents);
        }
        var entry = Ledger.Note(wallet, cause, courseId ?? paymentId, Ledger.Cents(LedgerAccounts.Courses, LedgerAccounts.Stripe, cents));
        return courseId is { } course && wallet.Grants.TryGetValue(course, out var grant) && grant.IsPaidBy(paymentId)
            ? entry with { Revoked = course, PaymentId = paymentId }
            : entry;
    }

    /// <summary>A course may be held for another reason by now; then it is held for both, until either goes.</summary>
    private static Decision<WalletEvent> GrantAgain(WalletState wallet, DisputePayment command, string cause)
    {
        if (command.ForCredits)
        {
            return WalletRules.Received(wallet, Ledger.Receive(wallet, command.Credits, LedgerAccounts.TopUps, cause, command.PaymentId)
                .WithCents(LedgerAccounts.Stripe, LedgerAccounts.TopUps, command.Cents));
        }
        var entry = Ledger.Note(wallet, cause, command.CourseId ?? command.PaymentId, Ledger.Cents(LedgerAccounts.Stripe, LedgerAccounts.Courses, command.Cents));
        return command.CourseId is { } course ? entry with { Granted = new(course, GrantSources.Card), PaymentId = command.PaymentId } : entry;
    }

    private static string Named(Order order) => order.Title is { } title ? $"Course \"{title}\"" : "the course";
}
