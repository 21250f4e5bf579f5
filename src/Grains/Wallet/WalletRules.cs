using System.Globalization;

namespace XelaConnect.Grains.Wallet;

internal static class WalletRules
{
    public static Decision<WalletEvent> Boost(WalletState wallet, BuyBoost command, DateTimeOffset now, Plans plans)
    {
        if (plans.BoostCredits > wallet.Balance) return WalletFaults.Insufficient;
        var from = wallet.BoostedUntil > now ? wallet.BoostedUntil.Value : now;
        var cause = $"Boost for {plans.BoostHours} hours";
        return Ledger.Spend(wallet, plans.BoostCredits, LedgerAccounts.Boosts, cause, null)
            with { BoostedUntil = from.AddHours(plans.BoostHours) };
    }

    public static Decision<WalletEvent> AiSession(
        WalletState wallet, BuyAiSession command, DateTimeOffset now, Plans plans, Plan plan)
    {
        if (plan.AiMessagesPerDay is null) return WalletFaults.AlreadyUnlimited;
        if (plans.AiSessionCredits > wallet.Balance) return WalletFaults.Insufficient;
        var today = UtcDay.Of(now);
        var cause = $"{plans.AiSessionMessages} more messages with Xela";
        return Ledger.Spend(wallet, plans.AiSessionCredits, LedgerAccounts.AiSessions, cause, null)
            with { AiDay = today, AiMessages = wallet.AiMessagesOn(today) + plans.AiSessionMessages };
    }

    public static Decision<WalletEvent> Credit(WalletState wallet, CreditWallet command, DateTimeOffset now) =>
        Received(wallet, Ledger.Receive(wallet, command.Credits, command.Account, command.Cause, command.Reference))
            .Audited(wallet, command.Audit, command.OperationId, command.Credits, now);

    public static Decision<WalletEvent> Debit(WalletState wallet, DebitWallet command, DateTimeOffset now)
    {
        if (!command.MayOwe && command.Credits > wallet.Balance) return WalletFaults.Insufficient;
        Decision<WalletEvent> decision =
            Ledger.Reclaim(wallet, command.Credits, command.Account, command.Cause, command.Reference);
        return decision.Audited(wallet, command.Audit, command.OperationId, -command.Credits, now);
    }

    /// <summary>Posts received credits, and the repayment of debt with them.</summary>
    public static Decision<WalletEvent> Received(WalletState wallet, EntryPosted entry) =>
        Ledger.RepayDebt(wallet with { Balance = entry.Balance }) is { } payment
            ? Decision<WalletEvent>.Record(entry, payment) : entry;

    private static Decision<WalletEvent> Audited(
        this Decision<WalletEvent> decision, WalletState wallet, Audited? audit, string operationId, long credits,
        DateTimeOffset now)
    {
        if (audit is null) return decision;
        var month = UtcMonth.Of(now);
        var action = string.Create(CultureInfo.InvariantCulture, $"adjust_credits {credits:+0;-0}");
        return decision.AndSend(AuditMessages.Record.To(
            month, new RecordAction($"{operationId}/audit", audit.AdminId, action, wallet.UserId, audit.Reason)));
    }
}
