using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Grains.Tests.Subscriptions;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Payments;

/// <summary>Packs of credits that an app store sold.</summary>
public sealed class CreditPackTests
{
    private static readonly DateTimeOffset Start = RandomStoreHistories.Start;

    [Fact]
    public void Any_event_order_yields_the_final_credits()
    {
        var (given, returned) = (0, 0);
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var random = new Random(seed);
            var events = new List<StoreEvent> { Event("sold", StoreEventKinds.CreditsSold, 0) };
            for (var i = random.Next(5); i > 0; i--)
                events.Add(
                    Event($"e{i}", random.Next(2) == 0 ? StoreEventKinds.CreditsRefunded : StoreEventKinds.CreditsSold, random.Next(6)));
            var last = events.OrderBy(e => e.At).ThenBy(e => e.Kind == StoreEventKinds.CreditsRefunded).Last();
            var expected = last.Kind == StoreEventKinds.CreditsSold ? 100 : 0;
            if (expected > 0) given++;
            else returned++;
            for (var order = 0; order < 4; order++)
            {
                var mixed = events.Concat(events.Where(_ => random.Next(2) == 0)).ToArray();
                random.Shuffle(mixed);
                Balance(mixed, seed).ShouldBe(expected, $"seed {seed}");
            }
        }
        given.ShouldBeGreaterThan(500);
        returned.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Refund_of_an_unknown_pack_takes_nothing() =>
        Balance([Event("a", StoreEventKinds.CreditsRefunded, 1), Event("b", StoreEventKinds.CreditsRefunded, 2)], 0).ShouldBe(0);

    [Fact]
    public void Pack_is_identified_by_transaction_then_purchase()
    {
        var pack = Event("a", StoreEventKinds.CreditsSold, 1);
        CreditPacks.KeyOf(pack).ShouldBe(CreditPacks.KeyOf(Event("b", StoreEventKinds.CreditsRefunded, 5)));
        CreditPacks.KeyOf(pack with { Transaction = "another" }).ShouldNotBe(CreditPacks.KeyOf(pack));
        var bought = pack with { Transaction = null, Line = "line", From = Start };
        CreditPacks.KeyOf(bought).ShouldBe(CreditPacks.KeyOf(bought with { EventId = "c" }));
        CreditPacks.KeyOf(bought with { Line = "" }).ShouldNotBe(CreditPacks.KeyOf(bought with { Line = "", EventId = "c" }));
    }

    private static StoreEvent Event(string id, string kind, int day) =>
        new(id, kind, "", null, Start.AddDays(day), null, null, null, Transaction: "t1", Credits: 100);

    /// <summary>What the wallet's commands come to, each applied once.</summary>
    private static long Balance(IEnumerable<StoreEvent> events, int seed)
    {
        var pack = new CreditPackState("pack-1");
        var operations = new HashSet<string>();
        var balance = 0L;
        foreach (var e in events)
        {
            var decision = CreditPackRules.Record(pack, new RecordCreditPackEvent($"revenuecat/{e.EventId}", "u0", e), Start);
            foreach (var happened in decision.Events)
                pack = CreditPackState.Apply(pack, new EventEnvelope<CreditPackEvent>(0, 1, Start, null, happened));
            foreach (var effect in decision.Messages)
            {
                effect.Target.ShouldBe("u0");
                operations.Add(effect.Id).ShouldBeTrue($"seed {seed}: {effect.Id} is ordered once");
                balance += effect.Command is CreditWallet credit ? credit.Credits : -((DebitWallet)effect.Command).Credits;
            }
            balance.ShouldBeInRange(0, 100, $"seed {seed}");
        }
        return balance;
    }
}
