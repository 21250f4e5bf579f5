using System.Text.Json;
using XelaConnect.Grains.Referrals;
using XelaConnect.Profiles;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Tests.Referrals;

/// <summary>Referrals under random actions and delivery orders. A failing run names its seed.</summary>
public sealed class ReferralPropertyTests
{
    private const int Runs = 10_000;

    [Fact]
    public void Random_histories_reward_each_conversion_once()
    {
        var (gifts, tiersLost, paidBack, regained) = (0, 0, 0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var simulation = Lived(seed);
            // One comparison a run, as text: it is quick, and says all that is wrong at once.
            var (ended, should) = (Ended(simulation), ShouldEnd(simulation));
            if (ended != should) ended.ShouldBe(should, $"seed {seed}");
            gifts += simulation.Held.Count;
            tiersLost += simulation.Withdrawn.Count;
            paidBack += simulation.Ledgers.Values.Sum(ledger => ledger.Count(entry => entry.Credits < 0));
            if (simulation.Given.Count > 2) regained++;
        }
        // The runs reach what they are about.
        gifts.ShouldBeGreaterThan(Runs / 2);
        tiersLost.ShouldBeGreaterThan(Runs / 100);
        regained.ShouldBeGreaterThan(Runs / 200);
        paidBack.ShouldBeGreaterThan(Runs / 2);
    }

    [Fact]
    public void Snapshot_restores_the_state()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            foreach (var code in Lived(seed).Codes.Values)
            {
                var read = JsonSerializer.Deserialize(
                    JsonSerializer.SerializeToUtf8Bytes(code, ReferralJournal.Code.Snapshot!), ReferralJournal.Code.Snapshot!)!;
                (read.Code, read.OwnerId).ShouldBe((code.Code, code.OwnerId));
                read.SignedUp.ShouldBe(code.SignedUp, ignoreOrder: true);
                read.Converted.ShouldBe(code.Converted, ignoreOrder: true);
                read.Closed.ShouldBe(code.Closed, ignoreOrder: true);
                read.Rewards.ShouldBe(code.Rewards);
            }
        }
    }

    [Fact]
    public void Snapshot_without_gifts_is_read()
    {
        var read = JsonSerializer.Deserialize(
            """{"code":"XCOWNER000","owner_id":"owner","signed_up":["friend"]}""", ReferralJournal.Code.Snapshot!)!;
        ReferralState.ViewOf(read).ShouldBe(new ReferralView(1, 0, 1, 0));
        read.Rewards.ShouldBeEmpty();
        read.Closed.ShouldBeEmpty();
    }

    private static ReferralSimulation Lived(int seed)
    {
        var simulation = new ReferralSimulation(seed);
        var (friends, steps) = (3 + (seed % 23), 60 + (seed % 7 * 40));
        for (var step = 0; step < steps; step++) simulation.Step(friends);
        simulation.DeliverAll();
        return simulation;
    }

    /// <summary>How a run ended, by the states and by the messages to wallets and subscriptions.</summary>
    private static string Ended(ReferralSimulation simulation)
    {
        var lines = new List<string>();
        foreach (var (owner, code) in simulation.Codes)
        {
            var view = ReferralState.ViewOf(code);
            lines.Add($"{owner}: {view.Referrals} came, {view.Conversions} converted, {view.Pending} pending, {view.CreditsEarned} earned");
            var facet = simulation.Users[owner].Facet<ReferralsFacet>();
            lines.Add($"{owner} replicated: {facet.Referrals} came, {facet.Conversions} converted");
        }
        foreach (var (who, ledger) in simulation.Ledgers)
        {
            lines.Add($"{who}: balance {ledger.Sum(entry => entry.Credits)}");
            if (ledger.Exists(entry => Math.Abs(entry.Credits) != 50)) lines.Add($"{who}: an amount of its own");
            if (who == ReferralSimulation.Member) continue;
            lines.Add($"{who}: paid {ledger.Count(entry => entry.Credits > 0)}, taken back {ledger.Count(entry => entry.Credits < 0)}");
        }
        lines.AddRange(simulation.Held.Select(gift => $"held: {gift.Months}"));
        // In any delivery order the subscription ends the same: with the gifts that were never withdrawn.
        lines.AddRange(simulation.Given.Where(gift => !simulation.Withdrawn.Contains(gift.GrantId))
            .Select(gift => $"given for good: {gift.Months}"));
        if (simulation.Given.DistinctBy(gift => gift.GrantId).Count() != simulation.Given.Count) lines.Add("two gifts under one name");
        return InOrder(lines);
    }

    /// <summary>The oracle: everything follows from codes, conversions and removals, in any order.</summary>
    private static string ShouldEnd(ReferralSimulation simulation)
    {
        var lines = new List<string>();
        var converted = simulation.CameWith.Where(came => came.Value == ReferralSimulation.Member).Select(came => came.Key)
            .Where(friend => simulation.TookPart.Contains(friend) && !simulation.Removed.Contains(friend)).ToHashSet();
        foreach (var owner in simulation.Codes.Keys)
        {
            var came = simulation.CameWith.Where(c => c.Value == owner).Select(c => c.Key).ToList();
            var (count, pending) =
                (came.Count(converted.Contains),
                    came.Count(friend => !simulation.TookPart.Contains(friend) && !simulation.Removed.Contains(friend)));
            lines.Add($"{owner}: {came.Count} came, {count} converted, {pending} pending, {50 * count} earned");
            lines.Add($"{owner} replicated: {came.Count} came, {count} converted");
        }
        // A person removed after the conversion has two entries, before it none: the balance is 0 in both cases.
        foreach (var friend in simulation.Ledgers.Keys.Where(
            who => simulation.TookPart.Contains(who) && simulation.CameWith[who] == ReferralSimulation.Member).Union(converted))
        {
            lines.Add($"{friend}: balance {(converted.Contains(friend) ? 50 : 0)}");
            lines.Add($"{friend}: paid 1, taken back {(simulation.Removed.Contains(friend) ? 1 : 0)}");
        }
        if (simulation.Ledgers.ContainsKey(ReferralSimulation.Member) || converted.Count > 0)
            lines.Add($"{ReferralSimulation.Member}: balance {50 * converted.Count}");
        if (converted.Count >= 5) lines.AddRange(["held: 3", "given for good: 3"]);
        if (converted.Count >= 10) lines.AddRange(["held: ", "given for good: "]);
        return InOrder(lines);
    }

    private static string InOrder(List<string> lines)
    {
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }
}
