namespace XelaConnect.Grains.Outbox;

internal static class WalletMessages
{
    public static readonly OutboxMessageType<CreditWallet> Credit = new OutboxMessageType<CreditWallet>(
        "referrals.reward.v1", OutboxJson.Default.CreditWallet,
        static (grains, userId, command) => grains.Wallet(userId).CreditAsync(command))
        .AlsoReads("wallet.give-pack.v1");
    public static readonly OutboxMessageType<DebitWallet> Debit = new OutboxMessageType<DebitWallet>(
        "referrals.claw-back.v1", OutboxJson.Default.DebitWallet,
        static (grains, userId, command) => grains.Wallet(userId).DebitAsync(command))
        .AlsoReads("wallet.take-pack-back.v1");

    /// <summary>Addressed to the payment, so that one that hangs delays no other.</summary>
    public static readonly OutboxMessageType<ChargePayment> Charge = new(
        "wallet.charge.v1", OutboxJson.Default.ChargePayment,
        static async (grains, _, command) =>
        {
            var charged = await grains.Wallet(command.UserId).ChargeAsync(command);
            if (!charged.IsOk) throw new DeliveryDeferredException(charged.Fault.Message);
        });
    public static readonly OutboxMessageType<SettlePayment> Settle = new(
        "wallet.settle.v1", OutboxJson.Default.SettlePayment,
        static (grains, userId, command) => grains.Wallet(userId).SettleAsync(command));
    public static readonly OutboxMessageType<FailPayment> Fail = new("wallet.fail.v1", OutboxJson.Default.FailPayment,
        static (grains, userId, command) => grains.Wallet(userId).FailAsync(command));
    public static readonly OutboxMessageType<ReversePayment> Reverse = new(
        "wallet.reverse.v1", OutboxJson.Default.ReversePayment,
        static (grains, userId, command) => grains.Wallet(userId).ReverseAsync(command));
    public static readonly OutboxMessageType<DisputePayment> Dispute = new(
        "wallet.dispute.v1", OutboxJson.Default.DisputePayment,
        static (grains, userId, command) => grains.Wallet(userId).DisputeAsync(command));

    public static readonly OutboxMessageType[] All = [Credit, Debit, Charge, Settle, Fail, Reverse, Dispute];
}
