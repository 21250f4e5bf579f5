using XelaConnect.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Referrals;

/// <summary>What referral codes owe wallets, subscriptions and users.</summary>
internal static class ReferralMessages
{
    public static readonly OutboxMessageType<ProjectReferrals> Project = new("referrals.project-to-user.v1", ReferralJson.Default.ProjectReferrals,
        static (grains, userId, command) => grains.User(userId).ProjectReferralsAsync(command));

    public static readonly OutboxMessageType<CreditWallet> Reward = new("referrals.reward.v1", ReferralJson.Default.CreditWallet,
        static (grains, userId, command) => grains.Wallet(userId).CreditAsync(command));

    public static readonly OutboxMessageType<DebitWallet> ClawBack = new("referrals.claw-back.v1", ReferralJson.Default.DebitWallet,
        static (grains, userId, command) => grains.Wallet(userId).DebitAsync(command));

    public static readonly OutboxMessageType<GrantTier> GrantTier = new("referrals.give-tier.v1", ReferralJson.Default.GrantTier,
        static (grains, userId, command) => grains.Subscription(userId).GrantAsync(command));

    public static readonly OutboxMessageType<RevokeTier> RevokeTier = new("referrals.withdraw-tier.v1", ReferralJson.Default.RevokeTier,
        static (grains, userId, command) => grains.Subscription(userId).RevokeAsync(command));

    public static readonly OutboxMessageType[] All = [Project, Reward, ClawBack, GrantTier, RevokeTier];
}
