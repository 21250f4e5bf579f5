using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Referrals;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Referrals;

/// <summary>What a farm of accounts earns, and what an honest person still does.</summary>
public sealed class ReferralFarmTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<OutboxMessage> sent = [];
    private DateTimeOffset now = Start;
    private ReferralState code = ReferralState.Apply(
        new ReferralState("XCOWNER000"), new EventEnvelope<ReferralEvent>(0, 1, Start, null, new CodeClaimed("owner")));

    private IEnumerable<CreditWallet> Credits => sent.Select(m => m.Command).OfType<CreditWallet>();
    private IEnumerable<GrantTier> Tiers => sent.Select(m => m.Command).OfType<GrantTier>();

    [Fact]
    public void Thousand_invented_accounts_earn_nothing()
    {
        for (var i = 0; i < 1000; i++)
        {
            Arrive($"invented-{i}", isVerified: false);
            now = now.AddMinutes(i % 90);
        }
        sent.ShouldBeEmpty();
        ReferralState.ViewOf(code).ShouldBe(new ReferralView(1000, 0, 1000, 0));
    }

    [Fact]
    public void Thousand_verified_accounts_in_a_row_wait_for_staff()
    {
        for (var i = 0; i < 1000; i++)
        {
            Arrive($"farmed-{i}", isVerified: true);
            now = now.AddMinutes(1);
        }
        ReferralState.ViewOf(code).Conversions.ShouldBe(5, "the first ones come before the series is known");
        (Credits.Count(c => c.Account == LedgerAccounts.Referrals), code.Held.Count).ShouldBe((10, 995));
        Tiers.Select(t => t.Months).ShouldBe([3], "never Elite for life");
        sent.Count(m => m.Command is ListHeldReferral).ShouldBe(995);
    }

    [Fact]
    public void Sixth_conversion_of_a_day_is_held_and_the_next_day_converts()
    {
        for (var i = 0; i < 6; i++)
        {
            Arrive($"friend-{i}", isVerified: true);
            now = now.AddHours(3);
        }
        (ReferralState.ViewOf(code).Conversions, code.Held.Contains("friend-5")).ShouldBe((5, true));
        sent.Select(m => m.Command).OfType<ListHeldReferral>().ShouldHaveSingleItem().Reason.ShouldBe(HeldReasons.DailyLimit);
        now = Start.AddDays(1);
        Arrive("friend-6", isVerified: true);
        (ReferralState.ViewOf(code).Conversions, code.Held.Count).ShouldBe((6, 1));
    }

    [Fact]
    public void Series_ends_after_a_week()
    {
        for (var i = 0; i < 10; i++) Take(ReferralRules.RecordSignup(code, new RecordReferredSignup($"s{i}", $"friend-{i}"), now));
        Arrive("friend-10", isVerified: true);
        sent.Select(m => m.Command).OfType<ListHeldReferral>().ShouldHaveSingleItem().Reason.ShouldBe(HeldReasons.Series);
        now = now.AddDays(8);
        Arrive("friend-11", isVerified: true);
        ReferralState.ViewOf(code).Conversions.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Staff_convert_or_close_a_held_referral_once(bool isConverted)
    {
        for (var i = 0; i < 6; i++) Arrive($"friend-{i}", isVerified: true);
        var before = Credits.Count();
        var decide = new DecideHeldReferral("decide", "friend-5", isConverted, "admin", "A school class");
        Take(ReferralRules.DecideHeld(code, decide, Plans.Default, now));
        (Credits.Count() - before, code.Held.Count).ShouldBe((isConverted ? 2 : 0, 0));
        sent.Select(m => m.Command).OfType<RecordAction>().ShouldHaveSingleItem().Target.ShouldBe("friend-5");
        ReferralRules.DecideHeld(code, decide, Plans.Default, now).Refusal.ShouldBe(ReferralFaults.NotHeld);
        Arrive("friend-5", isVerified: true);
        (Credits.Count() - before).ShouldBe(isConverted ? 2 : 0, "the decision stays");
    }

    [Fact]
    public void Verification_converts_a_referral_that_waited_for_it()
    {
        var user = Folded(new UserState("friend"), UserRules.Create(
            new UserState("friend"), new CreateUser("c", "f@example.org", new NewProfile("F"), "owner", IsGuest: false),
            "XC00000000", now));
        var joined = UserRules.UpdateFacet(user, new UpdateFacet("u", 1, new CirclesFacet { CircleIds = ["circle-1"] }), now);
        Conversion(joined).IsVerified.ShouldBe(false);
        user = Folded(user, joined);
        var verified = UserRules.Verify(user, new VerifyUser("v"), now);
        Conversion(verified).IsVerified.ShouldBe(true);
        user = Folded(user, verified);
        UserRules.Verify(user, new VerifyUser("again"), now).Events.ShouldBeEmpty();

        Convert(Conversion(joined));
        Convert(Conversion(verified));
        (ReferralState.ViewOf(code).Conversions, Credits.Count()).ShouldBe((1, 2));
    }

    [Fact]
    public void Snapshot_restores_what_is_held()
    {
        for (var i = 0; i < 12; i++) Arrive($"friend-{i}", isVerified: true);
        var read = System.Text.Json.JsonSerializer.Deserialize(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(code, ReferralJournal.Code.Snapshot!), ReferralJournal.Code.Snapshot!)!;
        read.Held.ShouldBe(code.Held, ignoreOrder: true);
        read.Signups.ShouldBe(code.Signups);
        (read.SuspiciousUntil, read.Day, read.OnDay).ShouldBe((code.SuspiciousUntil, code.Day, code.OnDay));
    }

    private void Arrive(string friend, bool isVerified)
    {
        Take(ReferralRules.RecordSignup(code, new RecordReferredSignup($"signup/{friend}", friend), now));
        Convert(new ConvertReferral($"convert/{friend}", friend, ReferrerIsMember: true, isVerified));
    }

    private void Convert(ConvertReferral command) =>
        Take(ReferralRules.Convert(code, command, Plans.Default, ReferralLimits.Default, now));

    private void Take(Decision<ReferralEvent> decision)
    {
        foreach (var happened in decision.Events)
            code = ReferralState.Apply(code, new EventEnvelope<ReferralEvent>(0, 1, now, null, happened));
        sent.AddRange(decision.Messages);
    }

    private UserState Folded(UserState user, Decision<UserEvent> decision) => decision.Events.Aggregate(
        user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, now, null, happened)));

    private static ConvertReferral Conversion(Decision<UserEvent> decision) =>
        decision.Messages.Select(m => m.Command).OfType<ConvertReferral>().ShouldHaveSingleItem();
}
