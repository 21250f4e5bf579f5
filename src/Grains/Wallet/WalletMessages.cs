using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Payments;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Wallet;

/// <summary>What wallets and payment intents owe each other and the rest.</summary>
internal static class WalletMessages
{
    public static readonly OutboxMessageType<ProjectWallet> ProjectWallet = new("wallet.project-to-user.v1", WalletJson.Default.ProjectWallet,
        static (grains, userId, command) => grains.User(userId).ProjectWalletAsync(command));

    public static readonly OutboxMessageType<ProjectBoost> ProjectBoost = new("wallet.project-boost-to-user.v1", WalletJson.Default.ProjectBoost,
        static (grains, userId, command) => grains.User(userId).ProjectBoostAsync(command));

    /// <summary>Addressed to the payment, so that one that hangs holds up no other; carried out by the wallet, whose state says whether it is still due.</summary>
    public static readonly OutboxMessageType<ChargePayment> Charge = new("wallet.charge.v1", WalletJson.Default.ChargePayment, static async (grains, _, command) =>
    {
        var charged = await grains.Wallet(command.UserId).ChargeAsync(command);
        if (!charged.IsOk) throw new DeliveryDeferredException(charged.Fault.Message);
    });

    public static readonly OutboxMessageType<IntentFulfillment> Fulfilled = new("wallet.intent-given.v1", WalletJson.Default.IntentFulfillment,
        static (grains, intentId, command) => grains.PaymentIntent(intentId).FulfilledAsync(command));

    public static readonly OutboxMessageType<SettlePayment> Settle = new("wallet.settle.v1", WalletJson.Default.SettlePayment,
        static (grains, userId, command) => grains.Wallet(userId).SettleAsync(command));

    public static readonly OutboxMessageType<FailPayment> Fail = new("wallet.fail.v1", WalletJson.Default.FailPayment,
        static (grains, userId, command) => grains.Wallet(userId).FailAsync(command));

    public static readonly OutboxMessageType<ReversePayment> Reverse = new("wallet.reverse.v1", WalletJson.Default.ReversePayment,
        static (grains, userId, command) => grains.Wallet(userId).ReverseAsync(command));

    public static readonly OutboxMessageType<DisputePayment> Dispute = new("wallet.dispute.v1", WalletJson.Default.DisputePayment,
        static (grains, userId, command) => grains.Wallet(userId).DisputeAsync(command));

    public static readonly OutboxMessageType<ListUnmatchedPayment> ListUnmatched = new("wallet.list-kept-payment.v1", WalletJson.Default.ListUnmatchedPayment,
        static (grains, list, command) => grains.UnmatchedPayments(list).AddAsync(command));

    public static readonly OutboxMessageType<RecordAction> Audit = new("wallet.audit.v1", WalletJson.Default.RecordAction,
        static (grains, month, command) => grains.AuditLog(month).RecordAsync(command));

    public static readonly OutboxMessageType[] All = [ProjectWallet, ProjectBoost, Charge, Fulfilled, Settle, Fail, Reverse, Dispute, ListUnmatched, Audit];
}
