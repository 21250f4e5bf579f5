namespace XelaConnect.Grains.Wallet;

internal static class PaymentRules
{
    public const int MaxPending = 10;
    /// <summary>The maximum of failed payments of one user in a day; more suggest stolen cards.</summary>
    public const int MaxFailures = 20;

    /// <summary>An operation whose charge never reached Stripe makes another payment when it is retried.</summary>
    public static string PaymentIdOf(WalletState wallet, string operationId)
    {
        var first = Ids.Of("payment", $"{operationId}/{wallet.UserId}");
        var tries = wallet.Failures.Count(failed => failed.Reason.Kind == FaultKind.Unavailable
            && failed.PaymentId.StartsWith(first, StringComparison.Ordinal));
        return tries == 0 ? first : $"{first}-{tries}";
    }

    public static Decision<WalletEvent> TopUp(
        WalletState wallet, TopUpWallet command, string paymentId, Plans plans, DateTimeOffset now)
    {
        var credits = command.Credits;
        if (credits < plans.TopUpFrom || credits > plans.TopUpTo)
            return WalletFaults.TopUpOutOfRange(plans.TopUpFrom, plans.TopUpTo);
        var order = new Order(PaymentPurposes.TopUp, (long)credits * plans.CentsPerCredit, credits, null, null);
        return Begin(wallet, order, command.CardToken, paymentId, now);
    }

    /// <summary>Sends the charge. A course that is owned or has a pending payment is not paid for again.</summary>
    public static Decision<WalletEvent> Begin(
        WalletState wallet, Order order, string cardToken, string paymentId, DateTimeOffset now)
    {
        if (wallet.Payments.ContainsKey(paymentId)) return Decision.Nothing;
        if (order.CourseId is { } course && (wallet.Owns(course) || wallet.PaymentFor(course) is not null))
            return Decision.Nothing;
        if (wallet.Payments.Count >= MaxPending || wallet.Failures.Count(f => f.At > now.AddDays(-1)) >= MaxFailures)
            return WalletFaults.TooManyPayments;
        var charge = new ChargePayment($"{paymentId}/charge", paymentId, wallet.UserId, order, cardToken, now);
        return Decision<WalletEvent>.Record(new PaymentBegun(paymentId, order))
            .AndSend(WalletMessages.Charge.To(paymentId, charge));
    }

    /// <summary>The money is taken, pending or not; for a course owned by now it becomes credits.</summary>
    public static Decision<WalletEvent> Settle(WalletState wallet, SettlePayment command, Plans plans)
    {
        var (order, payment) = (command.Order, command.PaymentId);
        var entry = order switch
        {
            { Purpose: PaymentPurposes.TopUp } => TopUp(order.Credits, $"{order.Credits} credits bought by card"),
            { CourseId: { } course } when wallet.Owns(course) => TopUp(order.Cents / plans.CentsPerCredit,
                $"You had {Named(order)} already; your payment was added as credits"),
            { CourseId: { } course } => NotePaid(wallet, $"{Named(order)}, paid by card", course, order.Cents)
                with { Granted = new(course, GrantSources.Card) },
            _ => throw new ArgumentException("An order is for credits or for a course.", nameof(command)),
        };
        var fulfillment = new IntentFulfillment(
            $"{payment}/given", wallet.UserId, payment, order.Cents, entry.Amount, entry.Granted?.CourseId);
        return WalletRules.Received(wallet, entry with { PaymentId = payment })
            .AndSend(PaymentIntentMessages.Fulfilled.To(command.IntentId, fulfillment));

        EntryPosted TopUp(long credits, string cause) => ReceivePaid(wallet, credits, cause, payment, order.Cents);
    }

    public static Decision<WalletEvent> Fail(WalletState wallet, FailPayment command, DateTimeOffset now) =>
        wallet.Payments.ContainsKey(command.PaymentId) ? new PaymentFailed(command.PaymentId, command.Reason)
        : Decision.Nothing;

    public static Decision<WalletEvent> Reverse(WalletState wallet, ReversePayment command, DateTimeOffset now) =>
        Revoke(wallet, command, $"{Subject(command.ForCredits)} was refunded");

    /// <summary>A dispute that is won restores what was bought; an owned course then has both grants.</summary>
    public static Decision<WalletEvent> Dispute(WalletState wallet, DisputePayment command, DateTimeOffset now)
    {
        var (payment, cents, subject) = (command.PaymentId, command.Cents, Subject(command.ForCredits));
        if (!command.Restores)
        {
            return Revoke(wallet, new ReversePayment(command.OperationId, payment, cents, command.Credits,
                command.CourseId, command.ForCredits), $"{subject} was disputed");
        }
        var cause = $"{subject} stands: its dispute is over";
        if (command.ForCredits)
            return WalletRules.Received(wallet, ReceivePaid(wallet, command.Credits, cause, payment, cents));
        var entry = NotePaid(wallet, cause, command.CourseId ?? payment, cents);
        return command.CourseId is { } course
            ? entry with { Granted = new(course, GrantSources.Card), PaymentId = payment } : entry;
    }

    /// <summary>A course that is owned by another grant too stays.</summary>
    private static Decision<WalletEvent> Revoke(WalletState wallet, ReversePayment command, string cause)
    {
        var (payment, cents) = (command.PaymentId, command.Cents);
        if (command.ForCredits)
        {
            return Ledger.Reclaim(wallet, command.Credits, LedgerAccounts.TopUps, cause, payment)
                .WithCents(LedgerAccounts.TopUps, LedgerAccounts.Stripe, cents);
        }
        var legs = Ledger.Cents(LedgerAccounts.Courses, LedgerAccounts.Stripe, cents);
        var entry = Ledger.Note(wallet, cause, command.CourseId ?? payment, legs);
        return command.CourseId is { } course && wallet.Grants.GetValueOrDefault(course)?.IsPaidBy(payment) == true
            ? entry with { Revoked = course, PaymentId = payment } : entry;
    }

    private static EntryPosted ReceivePaid(
        WalletState wallet, long credits, string cause, string paymentId, long cents) =>
        Ledger.Receive(wallet, credits, LedgerAccounts.TopUps, cause, paymentId)
            .WithCents(LedgerAccounts.Stripe, LedgerAccounts.TopUps, cents);

    private static EntryPosted NotePaid(WalletState wallet, string cause, string reference, long cents) =>
        Ledger.Note(wallet, cause, reference, Ledger.Cents(LedgerAccounts.Stripe, LedgerAccounts.Courses, cents));

    private static string Subject(bool isTopUp) => isTopUp ? "Your card payment" : "Your card payment for a course";

    private static string Named(Order order) => order.Title is { } title ? $"Course \"{title}\"" : "the course";
}
