using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;
using static XelaConnect.Grains.Tests.Subscriptions.SubscriptionSimulation;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>What becomes of one person's tier, rule by rule. Days are counted from <see cref="RandomStoreHistories.Start"/>.</summary>
public sealed class SubscriptionTests
{
    private readonly SubscriptionSimulation simulation = new();
    private int count;

    [Fact]
    public void Person_without_subscription_is_on_Free() => At(3)
        .ShouldBe(new SubscriptionView(Tiers.Free, null, false, false, Plans.Default.Of(Tiers.Free)));

    [Fact]
    public void Paid_period_ends_by_itself()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        At(-1).Tier.ShouldBe(Tiers.Free);
        At(0).ShouldBe(new SubscriptionView(Tiers.Premium, Day(30), true, false, Plans.Default.Of(Tiers.Premium)));
        At(29.99).Tier.ShouldBe(Tiers.Premium);
        At(30).ShouldBe(At(-1));
    }

    [Fact]
    public void Renewal_continues_the_period()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Paid, 29, 30, 60);
        At(5).ExpiresAt.ShouldBe(Day(60));
        Periods().ShouldBe([(Tiers.Premium, 0, 60)]);
    }

    [Fact]
    public void Longer_payment_replaces_the_end()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Paid, 10, 0, 45);
        Periods().ShouldBe([(Tiers.Premium, 0, 45)]);
        Store(StoreEventKinds.Paid, 11, 0, 20);
        Periods().ShouldBe([(Tiers.Premium, 0, 20)]);
    }

    [Fact]
    public void Early_renewal_ends_the_previous_period()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30, Tiers.Elite);
        Store(StoreEventKinds.Paid, 20, 20, 50);
        Periods().ShouldBe([(Tiers.Elite, 0, 20), (Tiers.Premium, 20, 50)]);
    }

    [Fact]
    public void Changed_product_takes_over_at_its_start()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Changed, 10, 10, 40, Tiers.Elite);
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 40)]);
    }

    [Fact]
    public void Cancelled_period_runs_to_its_end()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Cancelled, 5, 0, 30);
        At(6).ShouldBe(new SubscriptionView(Tiers.Premium, Day(30), false, false, Plans.Default.Of(Tiers.Premium)));
        Store(StoreEventKinds.Paid, 7, 0, 30);
        At(8).Renews.ShouldBeTrue();
    }

    [Fact]
    public void Purchase_without_renewal_does_not_renew()
    {
        Store(StoreEventKinds.PaidOnce, 0, 0, 30);
        At(1).Renews.ShouldBeFalse();
        Store(StoreEventKinds.PaidOnce, 0, 0, null, Tiers.Elite, "other");
        (At(1).Tier, At(1).ExpiresAt, At(9999).Tier).ShouldBe((Tiers.Elite, null, Tiers.Elite));
    }

    [Theory]
    [InlineData(null, 33)]
    [InlineData(46, 46)]
    public void Failed_renewal_keeps_the_tier_for_the_grace_period(int? graceUntil, int end)
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.BillingIssue, 30, 0, 30, graceUntil: graceUntil);
        At(29).InGrace.ShouldBeFalse();
        (At(31).Tier, At(31).ExpiresAt, At(31).InGrace).ShouldBe((Tiers.Premium, Day(end), true));
        At(end).Tier.ShouldBe(Tiers.Free);
    }

    [Fact]
    public void Cancellation_by_billing_error_keeps_the_grace_period()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.BillingIssue, 30, 0, 30, graceUntil: 46);
        Store(StoreEventKinds.Cancelled, 30, 0, 30);
        At(40).InGrace.ShouldBeTrue();
        Store(StoreEventKinds.Paid, 35, 35, 65);
        (At(40).InGrace, At(40).Renews, At(40).ExpiresAt).ShouldBe((false, true, Day(65)));
    }

    [Theory]
    [InlineData(StoreEventKinds.Expired, 40, 33, 33)]
    [InlineData(StoreEventKinds.Expired, 33, null, 33)]
    [InlineData(StoreEventKinds.Expired, 33, 40, 33)]
    [InlineData(StoreEventKinds.Refunded, 12, 30, 12)]
    public void Expired_or_refunded_period_has_ended(string kind, int at, int? until, int end)
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.BillingIssue, 30, 0, 30, graceUntil: 46);
        Store(kind, at, 0, until);
        Periods().ShouldBe([(Tiers.Premium, 0, end)]);
        At(end).ShouldBe(new SubscriptionView(Tiers.Free, null, false, false, Plans.Default.Of(Tiers.Free)));
    }

    [Fact]
    public void Next_period_may_start_at_the_expiry()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Paid, 30, 30, 60);
        Store(StoreEventKinds.Expired, 30, 0, 30);
        Periods().ShouldBe([(Tiers.Premium, 0, 60)]);
    }

    [Fact]
    public void Simultaneous_events_are_ordered_by_id()
    {
        for (var i = 0; i < 40; i++)
        {
            var (first, second) = (i % 2 == 0) ? (Tiers.Premium, Tiers.Elite) : (Tiers.Elite, Tiers.Premium);
            Store(StoreEventKinds.Paid, 0, 0, 30, first, $"line {i}");
            Store(StoreEventKinds.Paid, 0, 0, 30, second, $"line {i}");
        }
        // Twenty subscriptions end in Elite and twenty in Premium, in any order of the sets.
        StoreEventReplay.Of(simulation.People[Names[0]]).Count(span => span.Tier == Tiers.Elite).ShouldBe(20);
        StoreEventReplay.Of(simulation.People[Names[0]]).Length.ShouldBe(40);
    }

    [Fact]
    public void Best_of_several_subscriptions_counts()
    {
        Store(StoreEventKinds.Paid, 0, 0, 60);
        Store(StoreEventKinds.Paid, 10, 10, 40, Tiers.Elite, "other");
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 40), (Tiers.Premium, 40, 60)]);
        Store(StoreEventKinds.Refunded, 20, 10, 40, Tiers.Elite, "other");
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 20), (Tiers.Premium, 20, 60)]);
    }

    [Fact]
    public void Gifts_follow_each_other_by_calendar_months()
    {
        Give("a", 0, 1);
        Give("b", 10, 3);
        At(1).ShouldBe(
            new SubscriptionView(Tiers.Elite, RandomStoreHistories.Start.AddMonths(4), false, false, Plans.Default.Of(Tiers.Elite)));
        Give("a", 20, 1);
        At(1).ExpiresAt.ShouldBe(RandomStoreHistories.Start.AddMonths(4));
        Withdraw("a", 21);
        At(1).Tier.ShouldBe(Tiers.Free);
        At(11).ExpiresAt.ShouldBe(Day(10).AddMonths(3));
        Give("a", 22, 1);
        At(11).ExpiresAt.ShouldBe(Day(10).AddMonths(4));
    }

    [Fact]
    public void Gift_fills_the_gaps_of_paid_Elite()
    {
        Give("a", 0, 1);
        Store(StoreEventKinds.Paid, 0, 0, 60);
        At(1).ExpiresAt.ShouldBe(Day(31));
        Store(StoreEventKinds.Paid, 20, 20, 50, Tiers.Elite, "other");
        At(1).ExpiresAt.ShouldBe(Day(61));
        Store(StoreEventKinds.Paid, 55, 55, 85, Tiers.Elite, "other");
        Periods().ShouldBe([(Tiers.Elite, 0, 91)]);
        Store(StoreEventKinds.Refunded, 65, 55, 85, Tiers.Elite, "other");
        Periods().ShouldBe([(Tiers.Elite, 0, 71)]);
    }

    [Fact]
    public void Gift_behind_endless_Elite_is_never_used()
    {
        Store(StoreEventKinds.PaidOnce, 0, 0, null, Tiers.Elite);
        Give("a", 5, 1);
        Give("b", 6, 1);
        Periods().ShouldBe([(Tiers.Elite, 0, null)]);
        Store(StoreEventKinds.Refunded, 10, 0, null, Tiers.Elite);
        At(11).ExpiresAt.ShouldBe(Day(5).AddMonths(2) + TimeSpan.FromDays(5));
    }

    [Fact]
    public void Lifetime_Elite_lasts_until_withdrawn()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30, Tiers.Elite);
        Give("life", 10, null);
        At(9).Tier.ShouldBe(Tiers.Elite);
        At(11).ShouldBe(new SubscriptionView(Tiers.LifetimeElite, null, true, false, Plans.Default.Of(Tiers.LifetimeElite)));
        At(9999).Tier.ShouldBe(Tiers.LifetimeElite);
        Withdraw("life", 12);
        Periods().ShouldBe([(Tiers.Elite, 0, 30)]);
    }

    [Fact]
    public void Withdrawal_before_its_gift_has_no_effect()
    {
        Withdraw("a", 0);
        Give("a", 1, 1);
        At(2).Tier.ShouldBe(Tiers.Elite);
    }

    private static DateTimeOffset Day(double day) => RandomStoreHistories.Start.AddDays(day);

    private SubscriptionView At(double day) => SubscriptionRules.ViewOf(simulation.People[Names[0]], Plans.Default, Day(day));

    private (string, double, double?)[] Periods() =>
        [.. simulation.People[Names[0]]
            .Timeline.Periods.Select(
            p => (p.Tier, (p.From - RandomStoreHistories.Start).TotalDays, (p.Until - RandomStoreHistories.Start)?.TotalDays))];

    private void Store(
        string kind, int at, int from, int? until, string tier = Tiers.Premium, string line = "line", int? graceUntil = null) =>
        simulation.Apply(
            new DecidedCommand(
            Names[0], new RecordStoreEvent(
            $"op{++count}", new StoreEvent(
            $"e{count:000}", kind, line, tier, Day(at), Day(from), until is { } u ? Day(u) : null, graceUntil is { } g ? Day(g) : null)),
            Day(at)));

    private void Give(string grant, int at, int? months) =>
        simulation.Apply(new DecidedCommand(Names[0], new GrantTier($"op{++count}", grant, months), Day(at)));

    private void Withdraw(string grant, int at) =>
        simulation.Apply(new DecidedCommand(Names[0], new RevokeTier($"op{++count}", grant), Day(at)));
}
