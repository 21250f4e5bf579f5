namespace XelaConnect.Grains.Wallet;

/// <summary>Decides card payments.</summary>
internal static class PaymentRules
{
    /// <summary>The maximum of pending payments of one user.</summary>
    public const int MaxPending = 10;

    /// <summary>The maximum of failed payments of one user in a day; more suggest stolen cards.</summary>
    public const int MaxFailures = 20;

    /// <summary>
    /// The id of the payment that an operation makes. An operation whose charge never reached Stripe makes another
    /// payment when it is retried.
    /// </summary>
    public static string PaymentIdOf(WalletState wallet, string operationId)
    {
        var first = Ids.Of("payment", $"{operationId}/{wallet.UserId}");
        var tries = wallet.Failures.Count(f => f.Reason.Kind == FaultKind.Unavailable && f.PaymentId.StartsWith(first, StringComparison.Ordinal));
        return tries == 0 ? first : $"{first}-{tries}";
    }

    /// <summary>Begins a payment for credits, at today's price.</summary>
    public static Decision<WalletEvent> TopUp(
        WalletState wallet, TopUpWallet command, string paymentId, Plans plans, DateTimeOffset now)
    {
        if (command.Credits < plans.TopUpFrom || command.Credits > plans.TopUpTo) return WalletFaults.TopUpOutOfRange(
            plans.TopUpFrom, plans.TopUpTo);
        var order = new Order(
            PaymentPurposes.TopUp, (long)command.Credits * plans.CentsPerCredit, command.Credits, null, null);
        return Begin(wallet, order, command.CardToken, paymentId, now);
    }

    /// <summary>
    /// Stores the order and sends the charge. A course that is owned or has a pending payment is not paid for again.
    /// </summary>
    public static Decision<WalletEvent> Begin(
        WalletState wallet, Order order, string cardToken, string paymentId, DateTimeOffset now)
    {
        if (wallet.Payments.ContainsKey(paymentId)) return Decision.Nothing;
        if (order.CourseId is { } course && (wallet.Owns(course) || wallet.PaymentFor(course) is not null)) return Decision.Nothing;
        if (wallet.Payments.Count >= MaxPending || wallet.Failures.Count(f => f.At > now.AddDays(-1)) >= MaxFailures) return WalletFaults.TooManyPayments;
        return Decision<WalletEvent>.Record(new PaymentBegun(paymentId, order))
            .AndSend(WalletMessages.Charge.To(paymentId, new ChargePayment($"{paymentId}/charge", paymentId, wallet.UserId, order, cardToken, now)));
    }

    /// <summary>
    /// Fulfils a payment, pending or not: the money is taken, and the operation id, which is the payment's own, makes
    /// it happen once. If the course is owned by now, the payment becomes credits of the same value.
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

    /// <summary>
    /// Posts the opposite entry and revokes what the payment bought. A course that is owned by another grant too stays.
    /// </summary>
    public static Decision<WalletEvent> Reverse(WalletState wallet, ReversePayment command, DateTimeOffset now) => Revoke(
        wallet, command.PaymentId, command.Cents, command.Credits, command.CourseId,
        command.ForCredits ? "Your card payment was refunded" : "Your card payment for a course was refunded", command.ForCredits);

    /// <summary>Revokes what a disputed payment bought, as a refund does; a dispute that is won restores it.</summary>
    public static Decision<WalletEvent> Dispute(WalletState wallet, DisputePayment command, DateTimeOffset now)
    {
        var subject = command.ForCredits ? "Your card payment" : "Your card payment for a course";
        return command.Restores
            ? Restore(wallet, command, $"{subject} stands: its dispute is over")
            : Revoke(wallet, command.PaymentId, command.Cents, command.Credits, command.CourseId, $"{subject} was disputed", command.ForCredits);
    }

    private static Decision<WalletEvent> Revoke(
        WalletState wallet, string paymentId, long cents, long credits, string? courseId, string cause, bool forCredits)
    {
        if (forCredits)
        {
            return Ledger.Reclaim(wallet, credits, LedgerAccounts.TopUps, cause, paymentId)
                .WithCents(LedgerAccounts.TopUps, LedgerAccounts.Stripe, cents);
        }
        var entry = Ledger.Note(
            wallet, cause, courseId ?? paymentId, Ledger.Cents(LedgerAccounts.Courses, LedgerAccounts.Stripe, cents));
        return courseId is { } course && wallet.Grants.TryGetValue(course, out var grant) && grant.IsPaidBy(paymentId)
            ? entry with { Revoked = course, PaymentId = paymentId }
            : entry;
    }

    /// <summary>If the course is owned by another grant by now, both grants hold it.</summary>
    private static Decision<WalletEvent> Restore(WalletState wallet, DisputePayment command, string cause)
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
