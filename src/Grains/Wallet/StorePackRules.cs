using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Decisions about a pack of credits that an app store sold.</summary>
internal static class StorePackRules
{
    /// <summary>
    /// Gives the credits when the pack comes to be held, and takes them back when it no longer is. What is spent by then is taken from the next
    /// credits.
    /// </summary>
    public static Decision<StorePackEvent> Note(StorePackState pack, NotePack command, DateTimeOffset now)
    {
        var happened = new PackNoted(command.UserId, command.Event.EventId, command.Event.Kind, command.Event.At, command.Event.Credits ?? 0);
        var after = pack.With(happened);
        if (after == pack || (happened.Kind == StoreEventKinds.CreditsSold && happened.Credits < 1)) return Decision.Nothing;
        var decision = Decision<StorePackEvent>.Record(happened);
        if (after.IsHeld == pack.IsHeld || after.Sold is not { } sold) return decision;
        var operation = $"{pack.Key}/{happened.EventId}";
        return decision.Owing(after.IsHeld
            ? StorePackEffects.Give.To(sold.UserId, new CreditWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"{sold.Credits} credits bought in the app store", pack.Key))
            : StorePackEffects.TakeBack.To(sold.UserId, new DebitWallet(
                operation, sold.Credits, LedgerAccounts.TopUps, $"Your purchase of {sold.Credits} credits in the app store was refunded",
                MayOwe: true, pack.Key)));
    }
}

/// <summary>Outbox messages from packs to wallets, and from customers to packs.</summary>
internal static class StorePackEffects
{
    public static readonly EffectKind<CreditWallet> Give = new("wallet.give-pack.v1", StorePackJson.Default.CreditWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).CreditAsync(command));

    public static readonly EffectKind<DebitWallet> TakeBack = new("wallet.take-pack-back.v1", StorePackJson.Default.DebitWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).DebitAsync(command));

    public static readonly EffectKind<NotePack> Note = new("wallet.note-pack.v1", StorePackJson.Default.NotePack,
        static (grains, pack, command) => grains.GetGrain<IStorePackGrain>(pack).NoteAsync(command));

    public static readonly EffectKind[] All = [Give, TakeBack, Note];
}
