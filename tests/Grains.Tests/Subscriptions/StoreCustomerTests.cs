using System.Text.Json;
using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>Store events of customers whose ids are unknown here. Days are counted from <see cref="RandomStoreHistories.Start"/>.</summary>
public sealed class StoreCustomerTests
{
    private const string A = "u0";
    private const string B = "u1";
    private const string Unknown = "customer-0";
    private const string Other = "customer-1";
    private readonly SubscriptionSimulation simulation = new();
    private int count;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Linked_customer_counts_from_its_first_event(bool aliasFirst)
    {
        if (aliasFirst) Alias(Unknown, A);
        Paid(Unknown, 0, 0, 30);
        if (!aliasFirst) Alias(Unknown, A);
        Paid(Unknown, 30, 30, 60);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 60)]);
        Store(A, StoreEventKinds.Refunded, 40, 30, 60);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 40)]);
    }

    [Fact]
    public void Transfer_from_a_customer_moves_the_kept_events()
    {
        Paid(Unknown, 0, 0, 30);
        Transfer(Unknown, A, 10);
        Periods(A).ShouldBe([(Tiers.Premium, 10, 30)]);
        Paid(Unknown, 5, 5, 35, "late");
        Periods(A).ShouldBe([(Tiers.Premium, 10, 35)]);
    }

    [Fact]
    public void Transfer_through_customers_reaches_the_person()
    {
        Transfer(Unknown, Other, 20);
        Transfer(A, Unknown, 10);
        Paid(A, 0, 0, 90);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 10)]);
        Alias(Other, B);
        Periods(B).ShouldBe([(Tiers.Premium, 20, 90)]);
    }

    [Fact]
    public void Event_kept_under_several_ids_counts_once()
    {
        foreach (var id in (string[])[Unknown, Other])
            Send(id, new StoreEvent("same", StoreEventKinds.Paid, "line", Tiers.Elite, Day(0), Day(0), Day(30), null));
        Alias(Unknown, A);
        Alias(Other, A);
        StoreEventReplay.Of(simulation.People[A]).ShouldHaveSingleItem();
        Periods(A).ShouldBe([(Tiers.Elite, 0, 30)]);
    }

    [Fact]
    public void Customer_is_linked_once()
    {
        Alias(Unknown, A);
        Alias(Unknown, B);
        Paid(Unknown, 0, 0, 30);
        Periods(A).ShouldBe([(Tiers.Premium, 0, 30)]);
        Periods(B).ShouldBeEmpty();
    }

    [Fact]
    public void Customer_keeps_a_bounded_number_of_events()
    {
        for (var month = 0; month < 300; month++) Paid(Unknown, month * 30, month * 30, (month + 1) * 30);
        simulation.Customers[Unknown].Events.Count.ShouldBe(StoreCustomerState.MaxEvents);
        Paid(Unknown, 10, 10, null, "for life", StoreEventKinds.PaidOnce, Tiers.Elite);
        Alias(Unknown, A);
        Periods(A)[^1].ShouldBe((Tiers.Elite, 10, null));
        SubscriptionRules.ViewOf(simulation.People[A], Plans.Default, Day(8_999)).Tier.ShouldBe(Tiers.Elite);
        StoreEventReplay.Of(simulation.People[A])
            .ShouldContain(span => span.Tier == Tiers.Premium && span.Until == Day(9_000) && span.Renews);
        // As a person it hands everything over, and still keeps no more.
        for (var i = 0; i < 50; i++) Paid(Unknown, 9_000, 9_000, 9_030, $"line {i}");
        simulation.Customers[Unknown].Events.Count.ShouldBeLessThanOrEqualTo(StoreCustomerState.MaxEvents);
        StoreEventReplay.Of(simulation.People[A]).Count(span => span.From == Day(9_000)).ShouldBe(50);
    }

    [Fact]
    public void Customer_is_full_at_a_hundred_purchases()
    {
        for (var i = 0; i < 100; i++) Paid(Unknown, 0, 0, 30, $"line {i}");
        var oneMore = new RecordStoreEvent(
            "op", new StoreEvent("e", StoreEventKinds.Paid, "line 100", Tiers.Premium, Day(0), Day(0), Day(30), null));
        StoreCustomerRules.Record(simulation.Customers[Unknown], oneMore, Plans.Default).Refusal.ShouldBe(WalletFaults.CustomerFull);
        Alias(Unknown, A);
        StoreEventReplay.Of(simulation.People[A]).Length.ShouldBe(100);
    }

    [Fact]
    public void Customer_snapshot_round_trips()
    {
        Paid(Unknown, 0, 0, 30);
        Transfer(A, Unknown, 5);
        Alias(Unknown, A);
        var json = StoreCustomerJournal.Customer.Snapshot!;
        var read = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(simulation.Customers[Unknown], json), json)!;
        read.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ShouldBe(simulation.Customers[Unknown].Events.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        (read.Customer, read.IsUser).ShouldBe((Unknown, true));
    }

    private static DateTimeOffset Day(double day) => RandomStoreHistories.Start.AddDays(day);

    private (string, double, double?)[] Periods(string user) =>
        [.. simulation.People[user].Timeline.Periods.Select(
            p => (p.Tier, (p.From - RandomStoreHistories.Start).TotalDays, (p.Until - RandomStoreHistories.Start)?.TotalDays))];

    private void Paid(string owner, int at, int from, int? until, string line = "line", string kind = StoreEventKinds.Paid,
        string tier = Tiers.Premium) => Store(owner, kind, at, from, until, line, tier);

    private void Store(string owner, string kind, int at, int from, int? until, string line = "line", string tier = Tiers.Premium) =>
        Send(owner, new StoreEvent($"e{++count}", kind, line, tier, Day(at), Day(from), until is { } end ? Day(end) : null, null));

    private void Transfer(string from, string? to, int at) =>
        Send(from, new StoreEvent($"e{++count}", StoreEventKinds.Transferred, "", null, Day(at), null, null, null, to));

    private void Send(string owner, StoreEvent sent) =>
        Send(new DecidedCommand(owner, new RecordStoreEvent($"revenuecat/{sent.EventId}", sent), sent.At));

    private void Alias(string customer, string person) => Send(new DecidedCommand(customer, StoreCustomers.Alias(person), default));

    private void Send(DecidedCommand decided)
    {
        simulation.Apply(decided);
        simulation.DeliverAll();
    }
}
