using XelaConnect.EventSourcing;
using XelaConnect.Grains.Referrals;
using XelaConnect.Referrals;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Referrals;

public sealed class ReferralRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Plans Plans = Plans.Default;

    [Theory]
    [InlineData(1, "")]
    [InlineData(4, "")]
    [InlineData(5, "elite")]
    [InlineData(6, "")]
    [InlineData(9, "")]
    [InlineData(10, "lifetime")]
    [InlineData(11, "")]
    public void Conversion_credits_both_and_grants_tiers_at_5_and_10(int nth, string gift)
    {
        var decision = Convert(After(nth - 1), new ConvertReferral("convert/new", "new", true), Plans);
        var credits = decision.Messages.Select(e => e.Command).OfType<CreditWallet>().ToList();
        credits.ShouldAllBe(c => c.Credits == 50 && c.Account == LedgerAccounts.Referrals && c.Reference == "XCOWNER000");
        decision.Messages.Where(e => e.Command is CreditWallet).Select(e => e.Target).ShouldBe(["owner", "new"]);
        var given = decision.Messages.Select(e => e.Command).OfType<GrantTier>().ToList();
        given.Select(g => g.Months).ShouldBe(gift == "elite" ? [3] : gift == "lifetime" ? (int?[])[null] : []);
    }

    [Fact]
    public void Invalid_referral_earns_nothing()
    {
        Convert(After(0), new ConvertReferral("c", "owner", true), Plans).Events.ShouldBeEmpty();
        ReferralRules.RecordSignup(After(0), new RecordReferredSignup("c", "owner"), Now).Events.ShouldBeEmpty();
        Convert(After(1), new ConvertReferral("another", "friend0", true), Plans).Events.ShouldBeEmpty();
        Convert(new ReferralState("XCNOBODY00"), new ConvertReferral("c", "friend", true), Plans).Events.ShouldBeEmpty();

        var guests = Convert(After(0), new ConvertReferral("c", "friend", false), Plans);
        guests.Events.ShouldBe([new ReferralVoided("friend")]);
        guests.Messages.ShouldBeEmpty();
        var after = Fold(After(0), guests);
        Convert(after, new ConvertReferral("later", "friend", true), Plans)
            .Events.ShouldBeEmpty("an invalid referral stays invalid, also when the guest becomes a member");
        ReferralState.ViewOf(after).ShouldBe(new ReferralView(1, 0, 0, 0));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(4, "")]
    [InlineData(5, "elite")]
    [InlineData(6, "")]
    [InlineData(10, "lifetime")]
    [InlineData(11, "")]
    public void Removal_of_a_friend_revokes_the_rewards(int conversions, string gift)
    {
        var before = After(conversions);
        var decision = ReferralRules.Revoke(before, new RevokeReferral("revoke/friend0", "friend0"), Now);
        var debits = decision.Messages.Select(e => e.Command).OfType<DebitWallet>().ToList();
        debits.ShouldAllBe(d => d.Credits == 50 && d.MayOwe && d.Account == LedgerAccounts.Referrals);
        decision.Messages.Where(e => e.Command is DebitWallet).Select(e => e.Target).ShouldBe(["owner", "friend0"]);
        var withdrawn = decision.Messages.Select(e => e.Command).OfType<RevokeTier>().ToList();
        withdrawn.Select(w => w.GrantId).ShouldBe(before.Rewards.Where(g => g.Kind == gift).Select(g => g.GrantId));
        withdrawn.Count.ShouldBe(gift.Length == 0 ? 0 : 1);
        var after = Fold(before, decision);
        ReferralRules.Revoke(after, new RevokeReferral("again", "friend0"), Now).Events.ShouldBeEmpty();
        Convert(after, new ConvertReferral("again", "friend0", true), Plans).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Removal_before_conversion_only_ends_pending()
    {
        var pending = Fold(After(0), ReferralRules.RecordSignup(After(0), new RecordReferredSignup("n", "friend"), Now));
        ReferralState.ViewOf(pending).Pending.ShouldBe(1);
        var decision = ReferralRules.Revoke(pending, new RevokeReferral("r", "friend"), Now);
        decision.Messages.ShouldBeEmpty();
        ReferralState.ViewOf(Fold(pending, decision)).ShouldBe(new ReferralView(1, 0, 0, 0));
    }

    [Fact]
    public void Regained_tier_is_a_new_gift()
    {
        var lost = Fold(After(5), ReferralRules.Revoke(After(5), new RevokeReferral("revoke/friend1", "friend1"), Now));
        lost.Rewards.ShouldBeEmpty();
        var again = Convert(lost, new ConvertReferral("convert/new", "new", true), Plans).Messages.Select(e => e.Command)
            .OfType<GrantTier>().ShouldHaveSingleItem();
        again.Months.ShouldBe(3);
        again.GrantId.ShouldNotBe(After(5).Rewards[0].GrantId);
        again.OperationId.ShouldNotBe("convert/friend4/elite");
    }

    [Fact]
    public void Changed_reward_setting_keeps_earned_gifts()
    {
        // Four conversions, and three are enough from now on: the next one brings it.
        var eased = Convert(After(4), new ConvertReferral("convert/new", "new", true), Plans with { EliteAtConversions = 3 });
        eased.Messages.Select(e => e.Command).OfType<GrantTier>().ShouldHaveSingleItem();
        // Seven conversions with Elite, and eight are asked for from now on: it is lost below the five it was given for, and given once at
        // eight.
        var hardened = Plans with { EliteAtConversions = 8 };
        var six = Fold(After(7), ReferralRules.Revoke(After(7), new RevokeReferral("revoke/friend0", "friend0"), Now));
        six.Rewards.ShouldHaveSingleItem().Conversions.ShouldBe(5);
        var eight = six;
        foreach (var friend in (string[])["a", "b"])
            eight = Fold(eight, Convert(eight, new ConvertReferral($"convert/{friend}", friend, true), hardened));
        eight.Rewards.ShouldHaveSingleItem().Conversions.ShouldBe(5);
    }

    [Fact]
    public void Conversion_without_credits_sends_no_wallet_message()
    {
        var free = Plans with { ReferralCredits = 0 };
        var converted = Convert(After(0), new ConvertReferral("c", "friend", true), free);
        converted.Messages.ShouldBeEmpty();
        ReferralRules.Revoke(Fold(After(0), converted), new RevokeReferral("r", "friend"), Now).Messages.ShouldBeEmpty();
    }

    private static Decision<ReferralEvent> Convert(ReferralState code, ConvertReferral command, Plans plans) =>
        ReferralRules.Convert(code, command, plans, new ReferralLimits(false, int.MaxValue), Now);

    private static ReferralState After(int conversions)
    {
        var code = Fold(
            new ReferralState("XCOWNER000"), ReferralRules.Claim(new ReferralState("XCOWNER000"), new ClaimCode("claim", "owner"), Now));
        for (var i = 0; i < conversions; i++)
            code = Fold(code, Convert(code, new ConvertReferral($"convert/friend{i}", $"friend{i}", true), Plans));
        return code;
    }

    private static ReferralState Fold(ReferralState code, Decision<ReferralEvent> decision) =>
        decision.Events.Aggregate(
            code, static (state, happened) => ReferralState.Apply(state, new EventEnvelope<ReferralEvent>(0, 1, Now, null, happened)));
}
