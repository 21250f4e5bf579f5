using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>Subscriptions that go from one person to another. Days are counted from <see cref="RandomStoreHistories.Start"/>.</summary>
public sealed class TransferTests
{
    private const string A = "u0";
    private const string B = "u1";
    private const string C = "u2";
    private readonly SubscriptionSimulation simulation = new();
    private int count;

    [Fact]
    public void Transfer_ends_for_the_giver_and_continues_for_the_receiver()
    {
        Paid(A, 0, 0, 30);
        Transfer(A, B, 10);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 10)]);
        Periods(B).ShouldBe([(Tiers.Premium, 10, 30)]);
        ViewOf(B, 11).Renews.ShouldBeTrue();
        ViewOf(A, 11).Renews.ShouldBeFalse();
    }

    [Fact]
    public void Earlier_event_arriving_after_the_transfer_is_passed_on()
    {
        Transfer(A, B, 10);
        Periods(B).ShouldBeEmpty();
        Paid(A, 0, 0, 30);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 10)]);
        Periods(B).ShouldBe([(Tiers.Premium, 10, 30)]);
        Paid(A, 12, 12, 42, line: "bought since");
        Periods(A).ShouldBe([(Tiers.Premium, 0, 10), (Tiers.Premium, 12, 42)]);
        Periods(B).ShouldBe([(Tiers.Premium, 10, 30)]);
    }

    [Theory]
    [InlineData("line", 15)]
    [InlineData("", 30)]
    public void Later_event_of_the_receiver_matches_by_transaction(string line, int end)
    {
        Paid(A, 0, 0, 30, line);
        Transfer(A, B, 10);
        Store(B, StoreEventKinds.Refunded, 15, 0, 30, line);
        Periods(B).ShouldBe([(Tiers.Premium, 10, end)]);
    }

    [Fact]
    public void Chained_transfers_hold_for_each_owner_in_turn()
    {
        Paid(A, 0, 0, 90);
        Transfer(B, C, 40);
        Transfer(A, B, 20);
        Store(B, StoreEventKinds.Changed, 30, 30, 90, tier: Tiers.Elite);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 20)]);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 30), (Tiers.Elite, 30, 40)]);
        Periods(C).ShouldBe([(Tiers.Elite, 40, 90)]);
    }

    [Fact]
    public void Transferred_subscription_cannot_be_transferred_again()
    {
        Paid(A, 0, 0, 90);
        Transfer(A, C, 40);
        Periods(C).ShouldBe([(Tiers.Premium, 40, 90)]);
        Transfer(A, B, 20);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 90)]);
        Periods(C).ShouldBeEmpty();
    }

    [Fact]
    public void Transfer_back_leaves_a_gap_and_terminates()
    {
        Paid(A, 0, 0, 90);
        Transfer(A, B, 20);
        Transfer(B, A, 40);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 20), (Tiers.Premium, 40, 90)]);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 40)]);
        Transfer(A, B, 60);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 20), (Tiers.Premium, 40, 60)]);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 40), (Tiers.Premium, 60, 90)]);
        Store(B, StoreEventKinds.Refunded, 70, 0, 90);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 40), (Tiers.Premium, 60, 70)]);
    }

    [Fact]
    public void Transfer_to_an_unknown_person_ends_the_subscription()
    {
        Paid(A, 0, 0, 90);
        Transfer(A, A, 10);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 90)]);
        Transfer(A, null, 20);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 20)]);
    }

    private static DateTimeOffset Day(double day) => RandomStoreHistories.Start.AddDays(day);

    private SubscriptionView ViewOf(string user, int day) => SubscriptionRules.ViewOf(simulation.People[user], Plans.Default, Day(day));

    private (string, double, double?)[] Periods(string user) =>
        [.. simulation.People[user].Timeline.Periods.Select(
            p => (p.Tier, (p.From - RandomStoreHistories.Start).TotalDays, (p.Until - RandomStoreHistories.Start)?.TotalDays))];

    private void Paid(string user, int at, int from, int until, string line = "line") =>
        Store(user, StoreEventKinds.Paid, at, from, until, line);

    private void Store(string user, string kind, int at, int from, int until, string line = "line", string tier = Tiers.Premium) =>
        Send(user, new StoreEvent($"e{++count}", kind, line, tier, Day(at), Day(from), Day(until), null));

    private void Transfer(string from, string? to, int at) =>
        Send(from, new StoreEvent($"e{++count}", StoreEventKinds.Transferred, "", null, Day(at), null, null, null, to));

    private void Send(string user, StoreEvent sent)
    {
        simulation.Apply(new DecidedCommand(user, new RecordStoreEvent($"revenuecat/{sent.EventId}", sent), sent.At));
        simulation.DeliverAll();
    }
}
