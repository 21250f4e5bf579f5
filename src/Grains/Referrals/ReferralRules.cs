namespace XelaConnect.Grains.Referrals;

/// <summary>Decisions of a referral code (<c>docs/api/http.md</c>, "referrals").</summary>
internal static class ReferralRules
{
    public static Decision<ReferralEvent> Claim(ReferralState referral, ClaimCode command, DateTimeOffset now) =>
        referral.OwnerId is null ? new CodeClaimed(command.UserId)
        : referral.OwnerId == command.UserId ? Decision.Nothing
        : ReferralFaults.Taken;

    public static Decision<ReferralEvent> RecordSignup(ReferralState referral, RecordReferredSignup command, DateTimeOffset now) =>
        referral.OwnerId is null || referral.OwnerId == command.NewUserId || referral.SignedUp.Contains(command.NewUserId)
            ? Decision.Nothing
        : new ReferredSignedUp(command.NewUserId);

    /// <summary>
    /// Rewards both users, once for each new user. The message of the participation may arrive before that of the
    /// sign-up.
    /// </summary>
    public static Decision<ReferralEvent> Convert(ReferralState referral, ConvertReferral command, Plans plans)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend) return Decision.Nothing;
        if (referral.Converted.ContainsKey(friend) || referral.Closed.Contains(friend)) return Decision.Nothing;
        if (!command.ReferrerIsMember) return new ReferralVoided(friend);

        List<ReferralEvent> events = [new ReferralConverted(friend, plans.ReferralCredits)];
        List<OutboxMessage> messages = [];
        if (plans.ReferralCredits > 0)
        {
            messages.Add(WalletMessages.Credit.To(owner, new CreditWallet(
                $"referral/{friend}/referrer", plans.ReferralCredits, LedgerAccounts.Referrals, "Reward: someone you invited took part",
                    referral.Code)));
            messages.Add(WalletMessages.Credit.To(friend, new CreditWallet(
                $"referral/{friend}/friend", plans.ReferralCredits, LedgerAccounts.Referrals, "Reward: you came with an invitation",
                    referral.Code)));
        }
        // At or above the threshold and without the reward: the settings may have changed since the last conversion.
        foreach (var (kind, at, months) in RewardsOf(plans))
        {
            if (referral.Converted.Count + 1 < at || referral.Rewards.Exists(reward => reward.Kind == kind)) continue;
            var grantId = $"referral-{kind}/{friend}";
            events.Add(new RewardEarned(grantId, kind, at));
            messages.Add(SubscriptionMessages.Grant.To(owner, new GrantTier($"{command.OperationId}/{kind}", grantId, months)));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. messages]);
    }

    /// <summary>Takes the rewards back. Credits that are already spent become a debt.</summary>
    public static Decision<ReferralEvent> Revoke(ReferralState referral, RevokeReferral command, DateTimeOffset now)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend) return Decision.Nothing;
        if (!referral.Converted.TryGetValue(friend, out var paid))
            return referral.Closed.Contains(friend) ? Decision.Nothing : new ReferralRevoked(friend);

        List<ReferralEvent> events = [new ReferralRevoked(friend)];
        List<OutboxMessage> messages = [];
        if (paid > 0)
        {
            messages.Add(WalletMessages.Debit.To(owner, new DebitWallet(
                $"referral/{friend}/referrer/back", paid, LedgerAccounts.Referrals,
                "Reward taken back: the account you invited was removed", MayOwe: true, referral.Code)));
            messages.Add(WalletMessages.Debit.To(friend, new DebitWallet(
                $"referral/{friend}/friend/back", paid, LedgerAccounts.Referrals, "Reward taken back: this account was removed",
                MayOwe: true, referral.Code)));
        }
        foreach (var reward in referral.Rewards.Where(reward => referral.Converted.Count - 1 < reward.Conversions))
        {
            events.Add(new RewardLost(reward.GrantId));
            messages.Add(SubscriptionMessages.Revoke.To(owner, new RevokeTier($"{command.OperationId}/{reward.Kind}", reward.GrantId)));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. messages]);
    }

    private static (string Kind, int At, int? Months)[] RewardsOf(Plans plans) =>
        [(TierReward.Elite, plans.EliteAtConversions, plans.EliteMonths), (TierReward.Lifetime, plans.LifetimeAtConversions, null)];
}
