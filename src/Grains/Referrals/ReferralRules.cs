using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Referrals;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Referrals;

/// <summary>Decisions about one referral code (contract, "Referral").</summary>
internal static class ReferralRules
{
    public static Decision<ReferralEvent> Claim(ReferralState referral, ClaimCode command, DateTimeOffset now) =>
        referral.OwnerId is null ? new CodeClaimed(command.UserId) : referral.OwnerId == command.UserId ? Decision.Nothing : ReferralFaults.Taken;

    public static Decision<ReferralEvent> RecordSignup(ReferralState referral, RecordReferredSignup command, DateTimeOffset now) =>
        referral.OwnerId is null || referral.OwnerId == command.NewUserId || referral.SignedUp.Contains(command.NewUserId) ? Decision.Nothing : new ReferredSignedUp(command.NewUserId);

    /// <summary>Rewards both, once a person; the news that someone took part may be here before the news that they signed up.</summary>
    public static Decision<ReferralEvent> Convert(ReferralState referral, ConvertReferral command, Plans plans)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend || referral.Converted.ContainsKey(friend) || referral.Closed.Contains(friend)) return Decision.Nothing;
        if (!command.ReferrerIsMember) return new ReferralVoided(friend);

        List<ReferralEvent> events = [new ReferralConverted(friend, plans.ReferralCredits)];
        List<OutboxMessage> effects = [];
        if (plans.ReferralCredits > 0)
        {
            effects.Add(WalletMessages.Credit.To(owner, new CreditWallet(
                $"referral/{friend}/referrer", plans.ReferralCredits, LedgerAccounts.Referrals, "Reward: someone you invited took part", referral.Code)));
            effects.Add(WalletMessages.Credit.To(friend, new CreditWallet(
                $"referral/{friend}/friend", plans.ReferralCredits, LedgerAccounts.Referrals, "Reward: you came with an invitation", referral.Code)));
        }
        // Reached or passed, and not held: figures in the settings may have changed since the last one came.
        foreach (var (kind, at, months) in GiftsOf(plans))
        {
            if (referral.Converted.Count + 1 < at || referral.Gifts.Exists(gift => gift.Kind == kind)) continue;
            var grantId = $"referral-{kind}/{friend}";
            events.Add(new RewardEarned(grantId, kind, at));
            effects.Add(SubscriptionMessages.Grant.To(owner, new GrantTier($"{command.OperationId}/{kind}", grantId, months)));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. effects]);
    }

    /// <summary>Takes back what this person's coming brought. What is spent already is owed.</summary>
    public static Decision<ReferralEvent> Revoke(ReferralState referral, RevokeReferral command, DateTimeOffset now)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend) return Decision.Nothing;
        if (!referral.Converted.TryGetValue(friend, out var paid))
            return referral.Closed.Contains(friend) ? Decision.Nothing : new ReferralRevoked(friend);

        List<ReferralEvent> events = [new ReferralRevoked(friend)];
        List<OutboxMessage> effects = [];
        if (paid > 0)
        {
            effects.Add(WalletMessages.Debit.To(owner, new DebitWallet(
                $"referral/{friend}/referrer/back", paid, LedgerAccounts.Referrals, "Reward taken back: the account you invited was removed", MayOwe: true, referral.Code)));
            effects.Add(WalletMessages.Debit.To(friend, new DebitWallet(
                $"referral/{friend}/friend/back", paid, LedgerAccounts.Referrals, "Reward taken back: this account was removed", MayOwe: true, referral.Code)));
        }
        foreach (var gift in referral.Gifts.Where(gift => referral.Converted.Count - 1 < gift.Conversions))
        {
            events.Add(new RewardLost(gift.GrantId));
            effects.Add(SubscriptionMessages.Revoke.To(owner, new RevokeTier($"{command.OperationId}/{gift.Kind}", gift.GrantId)));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. effects]);
    }

    private static (string Kind, int At, int? Months)[] GiftsOf(Plans plans) =>
        [(TierReward.Elite, plans.EliteAtConversions, plans.EliteMonths), (TierReward.Lifetime, plans.LifetimeAtConversions, null)];
}
