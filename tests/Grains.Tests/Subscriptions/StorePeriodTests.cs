using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;
using static XelaConnect.Grains.Tests.Subscriptions.SubscriptionSimulation;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>
/// An event of a store changes the period it is about and no other. Days are counted from <see cref="RandomStoreHistories.Start"/>.
/// </summary>
public sealed class StorePeriodTests
{
    private readonly SubscriptionSimulation simulation = new();
    private int count;

    [Theory]
    [InlineData(StoreEventKinds.Expired)]
    [InlineData(StoreEventKinds.Refunded)]
    [InlineData(StoreEventKinds.Cancelled)]
    [InlineData(StoreEventKinds.BillingIssue)]
    [InlineData(StoreEventKinds.Paid)]
    [InlineData(StoreEventKinds.Changed)]
    public void Late_event_of_an_earlier_period_keeps_the_current_one(string kind)
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Paid, 30, 30, 60);
        var before = At(45);
        Store(kind, 40, 0, 30);
        At(45).ShouldBe(before);
        Periods().ShouldBe([(Tiers.Premium, 0, 60)]);
    }

    [Theory]
    [InlineData(StoreEventKinds.Expired)]
    [InlineData(StoreEventKinds.Refunded)]
    [InlineData(StoreEventKinds.Cancelled)]
    [InlineData(StoreEventKinds.BillingIssue)]
    public void Event_of_an_unknown_period_keeps_the_current_one(string kind)
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        var before = At(20);
        Store(kind, 10, 7, 12);
        At(20).ShouldBe(before);
        Periods().ShouldBe([(Tiers.Premium, 0, 30)]);
    }

    [Theory]
    [InlineData(StoreEventKinds.Expired)]
    [InlineData(StoreEventKinds.Refunded)]
    public void Event_without_purchase_time_is_matched_by_its_end(string kind)
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Paid, 30, 30, 60);
        Store(kind, 40, null, 30);
        Periods().ShouldBe([(Tiers.Premium, 0, 60)]);
        Store(kind, 50, null, null);
        Periods().ShouldBe([(Tiers.Premium, 0, 50)]);
    }

    [Fact]
    public void Earlier_period_arriving_last_ends_at_the_later_start()
    {
        Store(StoreEventKinds.Paid, 20, 20, 50);
        Store(StoreEventKinds.Paid, 21, 0, 30, Tiers.Elite);
        Periods().ShouldBe([(Tiers.Elite, 0, 20), (Tiers.Premium, 20, 50)]);
    }

    [Theory]
    [InlineData("line")]
    [InlineData("")]
    public void Lifetime_purchase_outlasts_subscriptions(string line)
    {
        Store(StoreEventKinds.PaidOnce, 0, 0, null, Tiers.Elite, line);
        Store(StoreEventKinds.Paid, 0, 0, 30, Tiers.Premium, line);
        Store(StoreEventKinds.Paid, 30, 30, 60, Tiers.Premium, line);
        Store(StoreEventKinds.Changed, 40, 40, 70, Tiers.Premium, line);
        Store(StoreEventKinds.Cancelled, 41, 40, 70, Tiers.Premium, line);
        Store(StoreEventKinds.BillingIssue, 70, 40, 70, Tiers.Premium, line);
        foreach (var from in (int?[])[0, 40, null]) Store(StoreEventKinds.Expired, 75, from, 70, Tiers.Premium, line);
        Periods().ShouldBe([(Tiers.Elite, 0, null)]);
        At(80).ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public void Product_changed_within_a_period_shares_its_end()
    {
        Store(StoreEventKinds.Paid, 0, 0, 30);
        Store(StoreEventKinds.Changed, 10, 0, 30, Tiers.Elite);
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 30)]);
        Store(StoreEventKinds.Cancelled, 12, 0, 30, Tiers.Elite);
        At(13).Renews.ShouldBeFalse();
        Store(StoreEventKinds.Paid, 14, 0, 30, Tiers.Elite);
        At(15).Renews.ShouldBeTrue();
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 30)]);
        Store(StoreEventKinds.Refunded, 20, 0, 30, Tiers.Elite);
        Periods().ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Elite, 10, 20)]);
    }

    [Fact]
    public void Period_is_found_by_transaction_and_product()
    {
        Send(new StoreEvent("a", StoreEventKinds.Paid, "", Tiers.Premium, Day(0), Day(0), Day(30), null, Product: "premium",
            Transaction: "t1"));
        Send(new StoreEvent(
            "b", StoreEventKinds.Paid, "", Tiers.Elite, Day(5), Day(5), Day(35), null, Product: "elite", Transaction: "t2"));
        Periods().ShouldBe([(Tiers.Premium, 0, 5), (Tiers.Elite, 5, 35)]);
        Send(new StoreEvent("c", StoreEventKinds.Refunded, "", Tiers.Premium, Day(9), Day(0), null, null, Product: "premium"));
        Send(new StoreEvent(
            "d", StoreEventKinds.Refunded, "", Tiers.Elite, Day(20), null, null, null, Product: "elite", Transaction: "t3"));
        Periods().ShouldBe([(Tiers.Premium, 0, 5), (Tiers.Elite, 5, 35)]);
        Send(new StoreEvent(
            "e", StoreEventKinds.Refunded, "", Tiers.Elite, Day(20), null, null, null, Product: "elite", Transaction: "t2"));
        Periods().ShouldBe([(Tiers.Premium, 0, 5), (Tiers.Elite, 5, 20)]);
    }

    [Fact]
    public void Lifetime_purchase_ends_with_its_refund()
    {
        Store(StoreEventKinds.PaidOnce, 0, 0, null, Tiers.Elite);
        Store(StoreEventKinds.Paid, 10, 10, 40);
        Store(StoreEventKinds.Refunded, 20, 0, null, Tiers.Elite);
        Periods().ShouldBe([(Tiers.Elite, 0, 20), (Tiers.Premium, 20, 40)]);
    }

    [Fact]
    public void Any_event_order_of_a_year_yields_one_state()
    {
        var (late, periods) = (0, 0);
        for (var seed = 1; seed <= 1_000; seed++)
        {
            var random = new Random(seed);
            var year = SampleStoreYear.Of(random);
            late += year.Late;
            for (var order = 0; order < 4; order++)
            {
                var person = StateOf(year.Events, random, shuffled: order > 0);
                for (var day = -1; day < 420; day++)
                {
                    var (expected, found) = (year.TierOn(day), SubscriptionRules.ViewOf(person, Plans.Default, Day(day).AddHours(7)).Tier);
                    found.ShouldBe(expected, $"seed {seed}, order {order}, day {day}");
                }
                if (order > 0) continue;
                periods += person.Timeline.Periods.Length;
            }
            var (one, other) = (StateOf(year.Events, random, shuffled: true), StateOf(year.Events, random, shuffled: true));
            one.Timeline.Periods.SequenceEqual(other.Timeline.Periods).ShouldBeTrue($"seed {seed}");
            foreach (var day in (int[])[50, 150, 250, 350])
                SubscriptionRules.ViewOf(one, Plans.Default, Day(day))
                    .ShouldBe(SubscriptionRules.ViewOf(other, Plans.Default, Day(day)), $"seed {seed}");
        }
        // The runs are about something.
        late.ShouldBeGreaterThan(5_000);
        periods.ShouldBeGreaterThan(2_500);
    }

    private static SubscriptionState StateOf(IReadOnlyList<StoreEvent> year, Random random, bool shuffled)
    {
        var simulation = new SubscriptionSimulation();
        List<StoreEvent> events = [.. year];
        if (shuffled)
        {
            events.AddRange(year.Where(_ => random.Next(3) == 0));
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events));
        }
        foreach (var e in events) simulation.Apply(new DecidedCommand(Names[0], new RecordStoreEvent($"revenuecat/{e.EventId}", e), e.At));
        return simulation.People[Names[0]];
    }

    private static DateTimeOffset Day(double day) => RandomStoreHistories.Start.AddDays(day);

    private SubscriptionView At(double day) => SubscriptionRules.ViewOf(simulation.People[Names[0]], Plans.Default, Day(day));

    private (string, double, double?)[] Periods() =>
        [.. simulation.People[Names[0]]
            .Timeline.Periods.Select(
            p => (p.Tier, (p.From - RandomStoreHistories.Start).TotalDays, (p.Until - RandomStoreHistories.Start)?.TotalDays))];

    private void Store(string kind, int at, int? from, int? until, string tier = Tiers.Premium, string line = "line") =>
        Send(new StoreEvent($"e{++count:000}", kind, line, tier, Day(at), from is { } f ? Day(f) : null, until is { } u
            ? Day(u)
            : null, null));

    private void Send(StoreEvent happened) =>
        simulation.Apply(new DecidedCommand(Names[0], new RecordStoreEvent($"revenuecat/{happened.EventId}", happened), happened.At));
}
