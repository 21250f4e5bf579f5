namespace XelaConnect.Grains.Payments;

/// <summary>Decides credit packs that an app store sold.</summary>
internal static class CreditPackRules
{
    /// <summary>
    /// Adds the credits when the pack is sold, and takes them back when it is refunded. Credits that are spent by then
    /// become debt.
    /// </summary>
    public static Decision<CreditPackEvent> Record(
        CreditPackState pack, RecordCreditPackEvent command, DateTimeOffset now)
    {
        var happened = new CreditPackEventRecorded(
            command.UserId, command.Event.EventId, command.Event.Kind, command.Event.At, command.Event.Credits ?? 0);
        var after = pack.With(happened);
        if (after == pack || (happened.Kind == StoreEventKinds.CreditsSold && happened.Credits < 1)) return Decision.Nothing;
        var decision = Decision<CreditPackEvent>.Record(happened);
        if (after.IsHeld == pack.IsHeld || after.Sold is not { } sold) return decision;
        var operation = $"{pack.Key}/{happened.EventId}";
        return decision.AndSend(after.IsHeld
            ? WalletMessages.Credit.To(sold.UserId, new CreditWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"{sold.Credits} credits bought in the app store", pack.Key))
            : WalletMessages.Debit.To(sold.UserId, new DebitWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"Your purchase of {sold.Credits} credits in the app store was refunded",
                MayOwe: true, pack.Key)));
    }
}
