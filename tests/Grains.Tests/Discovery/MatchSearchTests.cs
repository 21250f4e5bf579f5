using System.Collections.Immutable;
using XelaConnect.Discovery;
using XelaConnect.Grains.Discovery;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>The shards beside looking at everyone, over seeded random histories; and what the order promises.</summary>
public sealed class MatchSearchTests
{
    private static readonly MatchingWeights Usual = MatchingWeights.Default;

    [Fact]
    public void Sharded_search_equals_a_full_scan()
    {
        for (var seed = 1; seed <= 250; seed++)
        {
            var people = new SampleProfiles(seed);
            var (random, simulation) = (people.Random, new MatchSimulation(people.Weights()));
            for (var step = 0; step < 12; step++)
            {
                // A replica may arrive late or twice, and an index may be rebuilt at any time.
                for (var news = random.Next(20); news > 0; news--)
                {
                    var put = people.Put(SampleProfiles.Id(random.Next(60)), random.Next(1, 40));
                    simulation.Put(put);
                    if (random.Next(5) == 0) simulation.Put(put);
                }
                if (random.Next(4) == 0) simulation.Renew();

                var now = SampleProfiles.Start.AddMinutes(random.Next(60 * 24));
                var query = new DiscoverQuery(
                    SampleProfiles.Id(random.Next(60)), people.Profile(), random.Next(1, 12), null, people.Filter(),
                    [.. Enumerable.Range(0, random.Next(10)).Select(_ => SampleProfiles.Id(random.Next(60)))], true);
                var found = simulation.All(query, now, () => now.AddHours(random.Next(40)));
                found.Select(match => (match.UserId, match.Score)).ShouldBe(simulation.ByHand(query, now), $"seed {seed}, step {step}");
                foreach (var match in found)
                {
                    match.CommonInterests.ShouldBe(
                        Compatibility.Common(query.Profile.Interests, simulation.Profiles[match.UserId].Profile!.Interests));
                    (match.Score == 0 || !match.Reasons.IsEmpty).ShouldBeTrue($"seed {seed}");
                }
            }
        }
    }

    [Fact]
    public void Priority_never_passes_a_clearly_better_match()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var people = new SampleProfiles(seed);
            var simulation = new MatchSimulation(Usual);
            for (var i = 0; i < 60; i++) simulation.Put(people.Put(SampleProfiles.Id(i), 1));
            var found = simulation.All(new DiscoverQuery("user-caller", people.Profile(), 20, null, null, [], false), SampleProfiles.Start);
            for (var i = 0; i < found.Count; i++)
                for (var j = i + 1; j < found.Count; j++)
                {
                    var (first, second) = (Priority(found[i]), Priority(found[j]));
                    if (first == second) found[j].Score.ShouldBeLessThanOrEqualTo(found[i].Score, $"seed {seed}: better first");
                    else if (first)
                        found[j].Score.ShouldBeLessThanOrEqualTo(
                            found[i].Score + Usual.PriorityLead, $"seed {seed}: never before a clearly better match");
                    else found[j].Score.ShouldBeLessThan(found[i].Score - Usual.PriorityLead, $"seed {seed}: first among near equals");
                }

            bool Priority(Match match) => MatchSimulation.HasPriority(simulation.Profiles[match.UserId], SampleProfiles.Start);
        }
    }

    [Fact]
    public void Equal_matches_are_shuffled_by_day_and_viewer()
    {
        var simulation = new MatchSimulation(Usual);
        for (var i = 0; i < 50; i++)
            simulation.Put(new ProfilePut(1, $"user-{i}", new MatchProfile(["Yoga"], null, null, null, []), [], null));
        var query = new DiscoverQuery("user-a", new MatchProfile(["Yoga"], null, null, null, []), 100, null, null, [], false);
        var morning = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var today = Order(query, morning);
        Order(query, morning.AddHours(24).AddMilliseconds(-1)).ShouldBe(today);
        Order(query, morning.AddDays(1)).ShouldNotBe(today);
        Order(query with { CallerId = "user-b" }, morning).ShouldNotBe(today);
        Order(query, morning.AddDays(1)).Order(StringComparer.Ordinal).ShouldBe(today.Order(StringComparer.Ordinal));

        List<string> Order(DiscoverQuery asked, DateTimeOffset at) => [.. simulation.All(asked, at).Select(match => match.UserId)];
    }

    [Fact]
    public void Priority_expires()
    {
        var simulation = new MatchSimulation(Usual);
        var (boost, elite) = (SampleProfiles.Start.AddHours(1), SampleProfiles.Start.AddHours(3));
        simulation.Put(new ProfilePut(1, "user-boosted", Plain, [], boost));
        simulation.Put(
            new ProfilePut(1, "user-elite-later", Plain,
            [new TierPeriod(Tiers.Premium, SampleProfiles.Start, boost), new TierPeriod(Tiers.Elite, boost, elite)], null));
        simulation.Put(new ProfilePut(1, "user-better", Plain with { City = "Oslo" }, [], null));
        var query = new DiscoverQuery("user-a", Plain with { City = "Oslo" }, 10, null, null, [], false);
        var near = new MatchSimulation(Usual with { PriorityLead = 10 });
        foreach (var sent in simulation.Profiles.Values) near.Put(sent);

        simulation.All(query, SampleProfiles.Start)[0].UserId.ShouldBe("user-better");
        near.All(query, boost.AddMilliseconds(-1))[0].UserId.ShouldBe("user-boosted");
        near.All(query, boost)[0].UserId.ShouldBe("user-elite-later");
        near.All(query, elite)[0].UserId.ShouldBe("user-better");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("circle-1")]
    [InlineData("MTIz")]
    public void Malformed_match_cursor_is_rejected(string text) => MatchCursor.Read(text).ShouldBeNull();

    [Fact]
    public void Match_cursor_round_trips()
    {
        var cursor = new MatchCursor(SampleProfiles.Start, new MatchPosition(120, ulong.MaxValue, "user-with a space"));
        MatchCursor.Read(cursor.Write()).ShouldBe(cursor);
        cursor.Write().Length.ShouldBeLessThan(200);
    }

    private static MatchProfile Plain => new(ImmutableArray.Create("Yoga"), null, null, null, []);
}
