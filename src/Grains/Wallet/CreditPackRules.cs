using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Decisions about a pack of credits that an app store sold.</summary>
internal static class CreditPackRules
{
    /// <summary>
    /// Gives the credits when the pack comes to be held, and takes them back when it no longer is. What is spent by then is taken from the next
    /// credits.
    /// </summary>
    public static Decision<CreditPackEvent> Record(CreditPackState pack, RecordCreditPackEvent command, DateTimeOffset now)
    {
        var happened = new CreditPackEventRecorded(command.UserId, command.Event.EventId, command.Event.Kind, command.Event.At, command.Event.Credits ?? 0);
        var after = pack.With(happened);
        if (after == pack || (happened.Kind == StoreEventKinds.CreditsSold && happened.Credits < 1)) return Decision.Nothing;
        var decision = Decision<CreditPackEvent>.Record(happened);
        if (after.IsHeld == pack.IsHeld || after.Sold is not { } sold) return decision;
        var operation = $"{pack.Key}/{happened.EventId}";
        return decision.AndSend(after.IsHeld
            ? CreditPackMessages.Credit.To(sold.UserId, new CreditWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"{sold.Credits} credits bought in the app store", pack.Key))
            : CreditPackMessages.Debit.To(sold.UserId, new DebitWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"Your purchase of {sold.Credits} credits in the app store was refunded",
                MayOwe: true, pack.Key)));
    }
}

/// <summary>Outbox messages from packs to wallets, and from customers to packs.</summary>
internal static class CreditPackMessages
{
    public static readonly OutboxMessageType<CreditWallet> Credit = new("wallet.give-pack.v1", CreditPackJson.Default.CreditWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).CreditAsync(command));

    public static readonly OutboxMessageType<DebitWallet> Debit = new("wallet.take-pack-back.v1", CreditPackJson.Default.DebitWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).DebitAsync(command));

    public static readonly OutboxMessageType<RecordCreditPackEvent> Record = new("wallet.note-pack.v1", CreditPackJson.Default.RecordCreditPackEvent,
        static (grains, pack, command) => grains.GetGrain<ICreditPackGrain>(pack).RecordAsync(command));

    public static readonly OutboxMessageType[] All = [Credit, Debit, Record];
}
