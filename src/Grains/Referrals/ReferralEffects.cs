using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Referrals;

/// <summary>What referral codes owe wallets, subscriptions and users.</summary>
internal static class ReferralEffects
{
    public static readonly EffectKind<ProjectReferrals> Project = new("referrals.project-to-user.v1", ReferralJson.Default.ProjectReferrals,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ProjectReferralsAsync(command));

    public static readonly EffectKind<CreditWallet> Reward = new("referrals.reward.v1", ReferralJson.Default.CreditWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).CreditAsync(command));

    public static readonly EffectKind<DebitWallet> ClawBack = new("referrals.claw-back.v1", ReferralJson.Default.DebitWallet,
        static (grains, userId, command) => grains.GetGrain<IWalletGrain>(userId).DebitAsync(command));

    public static readonly EffectKind<GiveTier> GiveTier = new("referrals.give-tier.v1", ReferralJson.Default.GiveTier,
        static (grains, userId, command) => grains.GetGrain<ISubscriptionGrain>(userId).GiveAsync(command));

    public static readonly EffectKind<WithdrawTier> WithdrawTier = new("referrals.withdraw-tier.v1", ReferralJson.Default.WithdrawTier,
        static (grains, userId, command) => grains.GetGrain<ISubscriptionGrain>(userId).WithdrawAsync(command));

    public static readonly EffectKind[] All = [Project, Reward, ClawBack, GiveTier, WithdrawTier];
}
