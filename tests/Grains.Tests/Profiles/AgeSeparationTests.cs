using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Discovery;
using XelaConnect.Grains.Tests.Discovery;
using XelaConnect.Grains.Tests.Relationships;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>
/// People under 18 and adults over seeded populations, in which birthdays pass: they never meet in discovery, by requests, by messages or
/// in circles. An unknown age keeps away from both.
/// </summary>
public sealed class AgeSeparationTests
{
    [Fact]
    public void Discovery_never_joins_age_groups()
    {
        var (found, filtered) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var people = new SampleProfiles(seed);
            var random = people.Random;
            var simulation = new MatchSimulation(MatchingWeights.Default);
            var births = Enumerable.Range(0, 60).ToDictionary(SampleProfiles.Id, _ => Birth(random, UtcDay.Of(SampleProfiles.Start)));
            foreach (var (id, born) in births) simulation.Put(new ProfilePut(1, id, Profile(born), [], null));
            foreach (var days in (int[])[0, 1, random.Next(2, 400)])
            {
                var now = SampleProfiles.Start.AddDays(days);
                for (var i = 0; i < 6; i++)
                {
                    var (callerId, filter) = (SampleProfiles.Id(random.Next(60)), people.Filter());
                    var group = Ages.GroupOf(births[callerId], UtcDay.Of(now));
                    var matches = simulation.All(
                        new DiscoverQuery(callerId, Profile(births[callerId]), 7, null, filter, [], false), now);
                    foreach (var match in matches)
                    {
                        Ages.GroupOf(births[match.UserId], UtcDay.Of(now)).ShouldBe(group, $"seed {seed}, day {days}");
                        if (filter is not null) group.ShouldNotBe(AgeGroup.Minor, $"seed {seed}: no filter reaches below 18");
                    }
                    if (filter is null)
                        matches.Count.ShouldBe(births.Count(
                            b => b.Key != callerId && Ages.GroupOf(b.Value, UtcDay.Of(now)) == group), $"seed {seed}: everyone");
                    found += matches.Count;
                    if (filter is not null) filtered += matches.Count;
                }
            }

            // What a profile said at its last visit may be old.
            MatchProfile Profile(DateOnly? born) => people.Profile() with
            {
                BirthDate = born, Age = born is { } date ? Ages.On(date, UtcDay.Of(SampleProfiles.Start)) : null,
            };
        }
        found.ShouldBeGreaterThan(1000);
        filtered.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Old_cursor_does_not_bring_back_an_old_age_group()
    {
        var (now, turns18) = (SampleProfiles.Start, UtcDay.Of(SampleProfiles.Start).AddYears(-18).AddDays(1));
        var simulation = new MatchSimulation(MatchingWeights.Default);
        for (var i = 0; i < 20; i++)
            simulation.Put(new ProfilePut(
                1, SampleProfiles.Id(i), new MatchProfile([], null, 16, null, [], new DateOnly(2010, 1, 1)), [], null));
        var query = new DiscoverQuery("user-caller", new MatchProfile([], null, 17, null, [], turns18), 5, null, null, [], false);
        var first = simulation.Page(query, now);
        first.Items.Length.ShouldBe(5);
        simulation.Page(query with { Cursor = first.NextCursor }, now.AddDays(1)).Items.ShouldBeEmpty("the caller is 18 now");
    }

    [Fact]
    public void Profile_of_an_earlier_version_is_found_by_adults_only()
    {
        var simulation = new MatchSimulation(MatchingWeights.Default);
        simulation.Put(new ProfilePut(1, SampleProfiles.Id(1), new MatchProfile([], null, 30, null, []), [], null));
        simulation.Put(new ProfilePut(1, SampleProfiles.Id(2), new MatchProfile([], null, 17, null, []), [], null));
        simulation.Put(new ProfilePut(1, SampleProfiles.Id(4), new MatchProfile([], null, null, null, []), [], null));
        string[] Found(DateOnly? born) => [.. simulation.Page(new DiscoverQuery(
            "user-caller", new MatchProfile([], null, null, null, [], born), 5, null, null, [], false), SampleProfiles.Start)
            .Items.Select(match => match.UserId)];
        Found(new DateOnly(1990, 1, 1)).ShouldBe([SampleProfiles.Id(1)]);
        Found(new DateOnly(2011, 1, 1)).ShouldBeEmpty("17 may be 18 by now");
        Found(null).ShouldBe([SampleProfiles.Id(4)]);
    }

    [Fact]
    public void Requests_and_messages_never_join_age_groups()
    {
        var (sent, connected, parted) = (0, 0, 0);
        for (var seed = 1; seed <= 200; seed++)
        {
            var (random, fixture) = (new Random(seed), new RelationshipFixture());
            DateOnly Today() => UtcDay.Of(fixture.Time.GetUtcNow());
            DateOnly? BornOf(string id) => fixture.Births.TryGetValue(id, out var born) ? born : null;
            string[] ids = [.. Enumerable.Range(0, 4).Select(i => Ids.Of("user", $"{seed}-{i}"))];
            foreach (var id in ids)
            {
                fixture.Names[id] = id;
                if (Birth(random, Today()) is { } born) fixture.Births[id] = born;
            }
            for (var step = 0; step < 80; step++)
            {
                var one = ids[random.Next(ids.Length)];
                var other = ids.Where(id => id != one).ElementAt(random.Next(ids.Length - 1));
                var (key, op) = (Pair.Of(one, other).Key, $"{seed}/{step}");
                var mayMeet = Ages.MayMeet(BornOf(one), BornOf(other), Today());
                var isMet = false;
                switch (random.Next(6))
                {
                    case 0:
                        isMet = fixture.Ask(() => fixture.Pair(key).RequestAsync(new RequestConnection(op, one))).IsOk;
                        break;
                    case 1 when fixture.PairState(key).Status == ConnectionStatuses.Pending:
                        isMet = fixture.Ask(() => fixture.Pair(key).AcceptAsync(new RespondToRequest(op, one))).IsOk;
                        if (isMet) connected++;
                        break;
                    case 2 or 3:
                        if (fixture.PairState(key).IsConnected && !mayMeet) parted++;
                        isMet = fixture.Ask(() => fixture.Pair(key).SendAsync(new SendMessage(op, one, "hello"))).IsOk;
                        if (isMet) sent++;
                        break;
                    case 4:
                        isMet = fixture.Ask(() => fixture.Pair(key).MayCallAsync(one)).IsOk;
                        break;
                    default:
                        // Some say their age later.
                        if (random.Next(3) == 0 && BornOf(one) is null && Birth(random, Today()) is { } said) fixture.Births[one] = said;
                        fixture.Time.Advance(TimeSpan.FromDays(random.Next(1, 300)));
                        break;
                }
                if (isMet) mayMeet.ShouldBeTrue($"seed {seed}, step {step}");
            }
        }
        // The runs reach what they are about.
        sent.ShouldBeGreaterThan(50);
        connected.ShouldBeGreaterThan(50);
        parted.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Circles_never_show_age_groups_to_each_other()
    {
        var (shown, hidden, refused) = (0, 0, 0);
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
            var births = Enumerable.Range(0, 8).ToDictionary(i => $"user-{i}", _ => Birth(random, UtcDay.Of(now)));
            var creator = random.Next(2) == 0 ? null : "user-0";
            var circle = new CircleState("circle-1");
            Take(CircleRules.Create(circle, new CreateCircle("c", creator, new("C", "Wellness", "d", null, null, null, [])), now));
            for (var i = 0; i < 60; i++)
            {
                var (userId, born) = births.ElementAt(i < 1 ? 0 : random.Next(births.Count));
                switch (i < 1 ? 0 : random.Next(4))
                {
                    case 0:
                        var card = new MemberCard(userId, userId, null, born);
                        var added = CircleRules.AddMember(circle, new AddMember($"a{i}", card, $"j{i}"), null, now);
                        if (creator is not null && circle.Has(creator) && added.Refusal == CircleFaults.OtherAgeGroup) refused++;
                        else if (creator is not null) Ages.MayMeet(born, births[creator], UtcDay.Of(now)).ShouldBeTrue($"seed {seed}");
                        Take(added);
                        break;
                    case 1:
                        now = now.AddDays(random.Next(60));
                        break;
                    default:
                        Take(CircleRules.Post(circle, new PostToCircle($"p{i}", userId, "hello"), null, now));
                        break;
                }
                foreach (var (viewerId, viewerBorn) in births)
                {
                    var viewer = new CircleViewer(viewerId, viewerBorn, UtcDay.Of(now));
                    foreach (var post in circle.Recent.Select(circle.Shown))
                    {
                        var seen = viewer.Shown(post);
                        seen.Seq.ShouldBe(post.Seq);
                        if (Ages.MayMeet(viewerBorn, births[post.UserId], UtcDay.Of(now)) || post.UserId == viewerId)
                        {
                            seen.ShouldBe(post);
                            shown++;
                            continue;
                        }
                        (seen.UserId, seen.UserName, seen.Message, seen.Removed)
                            .ShouldBe((HouseAccount.UserId, "", "", true), $"seed {seed}");
                        hidden++;
                    }
                    foreach (var shownCard in viewer.Shown(CircleRules.SummaryOf(circle).RecentMembers))
                        (shownCard.UserId == viewerId || Ages.MayMeet(viewerBorn, births[shownCard.UserId], UtcDay.Of(now))).ShouldBeTrue();
                }
            }

            void Take(Decision<CircleEvent> decision)
            {
                foreach (var happened in decision.Events)
                    circle = CircleState.Apply(circle, new EventEnvelope<CircleEvent>(
                        happened is PostAdded ? CircleState.Activity : CircleState.Main,
                        happened is PostAdded ? circle.LastSeq + 1 : circle.Version + 1, now, null, happened));
            }
        }
        (shown > 1000, hidden > 1000, refused > 50).ShouldBe((true, true, true), $"{shown} {hidden} {refused}");
    }

    /// <summary>Near the border of 18, so that birthdays pass; a quarter says nothing.</summary>
    private static DateOnly? Birth(Random random, DateOnly today) => random.Next(4) switch
    {
        0 => null,
        1 => today.AddYears(-18).AddDays(random.Next(-2, 200)),
        2 => today.AddYears(-18).AddDays(-random.Next(3000)),
        _ => today.AddYears(-random.Next(14, 18)).AddDays(random.Next(-300, 1)),
    };
}
