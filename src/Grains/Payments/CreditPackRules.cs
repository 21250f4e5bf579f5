namespace XelaConnect.Grains.Payments;

internal static class CreditPackRules
{
    /// <summary>Credits that are spent when the pack is refunded become debt.</summary>
    public static Decision<CreditPackEvent> Record(
        CreditPackState pack, RecordCreditPackEvent command, DateTimeOffset now)
    {
        var (id, kind, credits) = (command.Event.EventId, command.Event.Kind, command.Event.Credits ?? 0);
        var happened = new CreditPackEventRecorded(command.UserId, id, kind, command.Event.At, credits);
        var after = pack.With(happened);
        if (after == pack || (kind == StoreEventKinds.CreditsSold && credits < 1)) return Decision.Nothing;
        var decision = Decision<CreditPackEvent>.Record(happened);
        if (after.IsHeld == pack.IsHeld || after.Sold is not { } sold) return decision;
        var operation = $"{pack.Key}/{id}";
        return decision.AndSend(after.IsHeld
            ? WalletMessages.Credit.To(sold.UserId, new CreditWallet(operation, sold.Credits, LedgerAccounts.TopUps,
                $"{sold.Credits} credits bought in the app store", pack.Key))
            : WalletMessages.Debit.To(sold.UserId, new DebitWallet(operation, sold.Credits, LedgerAccounts.TopUps,
                $"Your purchase of {sold.Credits} credits in the app store was refunded", MayOwe: true, pack.Key)));
    }
}
