using XelaConnect.EventSourcing;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Payments;

/// <summary>Outbox messages from packs to wallets, and from customers to packs.</summary>
internal static class CreditPackMessages
{
    public static readonly OutboxMessageType<CreditWallet> Credit = new("wallet.give-pack.v1", CreditPackJson.Default.CreditWallet,
        static (grains, userId, command) => grains.Wallet(userId).CreditAsync(command));

    public static readonly OutboxMessageType<DebitWallet> Debit = new("wallet.take-pack-back.v1", CreditPackJson.Default.DebitWallet,
        static (grains, userId, command) => grains.Wallet(userId).DebitAsync(command));

    public static readonly OutboxMessageType<RecordCreditPackEvent> Record = new("wallet.note-pack.v1", CreditPackJson.Default.RecordCreditPackEvent,
        static (grains, pack, command) => grains.CreditPack(pack).RecordAsync(command));

    public static readonly OutboxMessageType[] All = [Credit, Debit, Record];
}
