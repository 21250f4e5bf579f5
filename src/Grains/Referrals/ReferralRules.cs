namespace XelaConnect.Grains.Referrals;

internal static class ReferralRules
{
    public static Decision<ReferralEvent> Claim(ReferralState referral, ClaimCode command, DateTimeOffset now) =>
        referral.OwnerId is null ? new CodeClaimed(command.UserId)
        : referral.OwnerId == command.UserId ? Decision.Nothing
        : ReferralFaults.Taken;

    public static Decision<ReferralEvent> RecordSignup(
        ReferralState referral, RecordReferredSignup command, DateTimeOffset now)
    {
        var (owner, friend) = (referral.OwnerId, command.NewUserId);
        return owner is null || owner == friend || referral.SignedUp.Contains(friend) ? Decision.Nothing
            : new ReferredSignedUp(friend);
    }

    /// <summary>
    /// The message of the participation may arrive before that of the sign-up. Where the address must be verified, the
    /// verification sends another message. What looks like a farm of accounts is held for staff.
    /// </summary>
    public static Decision<ReferralEvent> Convert(
        ReferralState referral, ConvertReferral command, Plans plans, ReferralLimits limits, DateTimeOffset now)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend) return Decision.Nothing;
        if (referral.Converted.ContainsKey(friend) || referral.Closed.Contains(friend)) return Decision.Nothing;
        if (referral.Held.Contains(friend)) return Decision.Nothing;
        if (!command.ReferrerIsMember) return new ReferralVoided(friend);
        if (limits.RequireVerifiedEmail && command.IsVerified != true) return Decision.Nothing;
        if (ReasonToHold(referral, limits, now) is not { } reason)
            return Reward(referral, owner, friend, command.OperationId, plans);
        return Decision<ReferralEvent>.Record(new ReferralHeld(friend, reason)).AndSend(ReferralCodeMessages.ListHeld.To(
            IHeldReferralsGrain.Key,
            new ListHeldReferral($"{command.OperationId}/held", referral.Code, owner, friend, reason)));
    }

    /// <summary>Staff convert a held referral or close it for good, with an entry in the audit log.</summary>
    public static Decision<ReferralEvent> DecideHeld(
        ReferralState referral, DecideHeldReferral command, Plans plans, DateTimeOffset now)
    {
        var (op, friend) = (command.OperationId, command.NewUserId);
        if (referral.OwnerId is not { } owner || !referral.Held.Contains(friend)) return ReferralFaults.NotHeld;
        var action = command.IsConverted ? "convert_referral" : "close_referral";
        var month = UtcMonth.Of(now);
        var decision = command.IsConverted ? Reward(referral, owner, friend, op, plans) : new ReferralRevoked(friend);
        return decision.AndSend(AuditMessages.Record.To(
            month, new RecordAction($"{op}/audit", command.AdminId, action, friend, command.Reason)));
    }

    private static string? ReasonToHold(ReferralState referral, ReferralLimits limits, DateTimeOffset now) =>
        now < referral.SuspiciousUntil ? HeldReasons.Series
        : referral.ConversionsOn(UtcDay.Of(now)) >= limits.ConversionsPerDay ? HeldReasons.DailyLimit
        : null;

    private static Decision<ReferralEvent> Reward(
        ReferralState referral, string owner, string friend, string op, Plans plans)
    {
        var paid = plans.ReferralCredits;
        List<ReferralEvent> events = [new ReferralConverted(friend, paid)];
        List<OutboxMessage> messages = paid <= 0 ? [] :
        [
            Credit(owner, "referrer", "Reward: someone you invited took part"),
            Credit(friend, "friend", "Reward: you came with an invitation"),
        ];
        // At or above the threshold and without the reward: the settings may have changed since the last conversion.
        foreach (var (kind, at, months) in RewardsOf(plans))
        {
            if (referral.Converted.Count + 1 < at || referral.Rewards.Exists(reward => reward.Kind == kind)) continue;
            var grantId = $"referral-{kind}/{friend}";
            events.Add(new RewardEarned(grantId, kind, at));
            var grant = new GrantTier($"{op}/{kind}", grantId, months);
            messages.Add(SubscriptionMessages.Grant.To(owner, grant));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. messages]);

        OutboxMessage Credit(string user, string role, string cause) => WalletMessages.Credit.To(user, new CreditWallet(
            $"referral/{friend}/{role}", paid, LedgerAccounts.Referrals, cause, referral.Code));
    }

    /// <summary>Takes the rewards back. Credits that are already spent become a debt.</summary>
    public static Decision<ReferralEvent> Revoke(ReferralState referral, RevokeReferral command, DateTimeOffset now)
    {
        var friend = command.NewUserId;
        if (referral.OwnerId is not { } owner || owner == friend) return Decision.Nothing;
        if (!referral.Converted.TryGetValue(friend, out var paid))
            return referral.Closed.Contains(friend) ? Decision.Nothing : new ReferralRevoked(friend);

        List<ReferralEvent> events = [new ReferralRevoked(friend)];
        List<OutboxMessage> messages = paid <= 0 ? [] :
        [
            Debit(owner, "referrer", "Reward taken back: the account you invited was removed"),
            Debit(friend, "friend", "Reward taken back: this account was removed"),
        ];
        foreach (var reward in referral.Rewards.Where(reward => referral.Converted.Count - 1 < reward.Conversions))
        {
            events.Add(new RewardLost(reward.GrantId));
            var revocation = new RevokeTier($"{command.OperationId}/{reward.Kind}", reward.GrantId);
            messages.Add(SubscriptionMessages.Revoke.To(owner, revocation));
        }
        return Decision<ReferralEvent>.Record([.. events]).AndSend([.. messages]);

        OutboxMessage Debit(string user, string role, string cause) => WalletMessages.Debit.To(user, new DebitWallet(
            $"referral/{friend}/{role}/back", paid, LedgerAccounts.Referrals, cause, MayOwe: true, referral.Code));
    }

    private static (string Kind, int At, int? Months)[] RewardsOf(Plans plans) =>
    [
        (TierReward.Elite, plans.EliteAtConversions, plans.EliteMonths),
        (TierReward.Lifetime, plans.LifetimeAtConversions, null),
    ];
}
