using System.Text.Json;
using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>Tiers under any order of store events. A failing run names its seed.</summary>
public sealed class SubscriptionPropertyTests
{
    [Fact]
    public void Any_event_order_yields_the_same_tiers()
    {
        var (transfers, aliases, changed) = (0, 0, 0);
        for (var seed = 1; seed <= 10_000; seed++)
        {
            var random = new Random(seed);
            var sent = RandomStoreHistories.Of(random);
            var inOrder = InOrder(sent);
            var shuffled = Shuffled(sent, random, seed);
            foreach (var name in SubscriptionSimulation.Names) Same(shuffled.People[name], inOrder.People[name], $"seed {seed}: {name}");

            transfers += sent.Count(
                t => t.Command is RecordStoreEvent { Event: { Kind: StoreEventKinds.Transferred, TransferredTo: not null } });
            aliases += sent.Count(t => t.Command is RecordStoreEvent { Event.Kind: StoreEventKinds.Aliased });
            changed += inOrder.People.Values.Count(person => person.Timeline.Periods.Length > 1);
        }
        // The runs are about something.
        transfers.ShouldBeGreaterThan(10_000);
        aliases.ShouldBeGreaterThan(1_000);
        changed.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Distributed_subscriptions_equal_a_global_oracle()
    {
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var sent = RandomStoreHistories.Of(new Random(seed));
            var simulation = InOrder(sent);
            foreach (var (name, person) in simulation.People)
            {
                var everything = person;
                foreach (var other in simulation.People.Values.Concat(
                    simulation.Customers.Values.Select(customer => customer.AsSubscription())))
                    foreach (var known in other.StoreEvents.Values)
                        everything = everything with {
                            StoreEvents = everything.StoreEvents.SetItem(
                            $"{other.OwnerOf(known)}/{known.EventId}", known with { Owner = other.OwnerOf(known) }) };
                var (own, all) = (StoreEventReplay.Of(person), StoreEventReplay.Of(everything));
                own.OrderBy(s => s.ToString(), StringComparer.Ordinal)
                    .ShouldBe(all.OrderBy(s => s.ToString(), StringComparer.Ordinal), $"seed {seed}: {name}");
            }
        }
    }

    [Fact]
    public void Tier_periods_are_ordered_without_overlap()
    {
        for (var seed = 1; seed <= 2_000; seed++)
        {
            foreach (var person in InOrder(RandomStoreHistories.Of(new Random(seed))).People.Values)
            {
                var periods = person.Timeline.Periods;
                for (var i = 0; i < periods.Length; i++)
                {
                    Tiers.RankOf(periods[i].Tier).ShouldBeGreaterThan(0, $"seed {seed}");
                    if (periods[i].Until is { } until) until.ShouldBeGreaterThan(periods[i].From, $"seed {seed}");
                    if (i == 0) continue;
                    periods[i].From.ShouldBeGreaterThanOrEqualTo(periods[i - 1].Until!.Value, $"seed {seed}");
                    (periods[i].From == periods[i - 1].Until && periods[i].Tier == periods[i - 1].Tier).ShouldBeFalse($"seed {seed}");
                }
            }
        }
    }

    [Fact]
    public void Subscription_snapshot_round_trips()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            foreach (var person in InOrder(RandomStoreHistories.Of(new Random(seed))).People.Values)
            {
                var snapshot = SubscriptionJournal.Subscription.Snapshot!;
                Same(JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(person, snapshot), snapshot)!, person, $"seed {seed}");
            }
        }
    }

    private static SubscriptionSimulation InOrder(IEnumerable<DecidedCommand> sent)
    {
        var simulation = new SubscriptionSimulation();
        foreach (var decided in sent)
        {
            simulation.Apply(decided);
            simulation.DeliverAll();
        }
        return simulation;
    }

    /// <summary>
    /// All events shuffled and repeated, with transfers at random points. Only gifts of one person keep their order: they share one queue.
    /// </summary>
    private static SubscriptionSimulation Shuffled(List<DecidedCommand> sent, Random random, int seed)
    {
        var simulation = new SubscriptionSimulation();
        List<DecidedCommand> mixed = [.. sent, .. sent.Where(t => t.Command is RecordStoreEvent && random.Next(2) == 0)];
        for (var i = mixed.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (mixed[i], mixed[j]) = (mixed[j], mixed[i]);
        }
        var gifts = SubscriptionSimulation.Names.ToDictionary(
            name => name, name => new Queue<DecidedCommand>(sent.Where(t => t.UserId == name && t.Command is not RecordStoreEvent)));
        var deliveries = 0;
        foreach (var decided in mixed)
        {
            simulation.Apply(decided.Command is RecordStoreEvent ? decided : gifts[decided.UserId].Dequeue());
            while (simulation.Underway > 0 && random.Next(3) > 0) Deliver();
        }
        while (simulation.Underway > 0) Deliver();
        return simulation;

        void Deliver()
        {
            simulation.Deliver(random.Next(simulation.Underway), answerLost: random.Next(5) == 0);
            (++deliveries).ShouldBeLessThan(100_000, $"seed {seed}: hand-overs come to an end");
        }
    }

    private static void Same(SubscriptionState one, SubscriptionState other, string because)
    {
        one.Timeline.Periods.SequenceEqual(other.Timeline.Periods)
            .ShouldBeTrue($"{because}\n{string.Join('\n', one.Timeline.Periods)}\n— and —\n{string.Join('\n', other.Timeline.Periods)}");
        for (var day = 0; day < 300; day += 9)
        {
            var now = RandomStoreHistories.Start.AddDays(day).AddHours(5);
            SubscriptionRules.ViewOf(one, Plans.Default, now).ShouldBe(SubscriptionRules.ViewOf(other, Plans.Default, now), because);
        }
    }
}
