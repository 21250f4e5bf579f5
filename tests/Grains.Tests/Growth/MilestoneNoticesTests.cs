using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Tests.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Growth;

/// <summary>Feed items about the person's own progress, rule by rule.</summary>
public sealed class MilestoneNoticesTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Noon = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserState Member = new UserState("user-u")
    {
        CreatedAt = Noon.AddDays(-40), Name = "Uma", Streak = 1, MaxStreak = 2, LastDay = new DateOnly(2026, 6, 10), LastSeen = Noon,
        DiscoveryModel = DiscoveryReplica.Model,
    }.With(new BoostFacet { Until = Noon.AddDays(-9) });

    [Fact]
    public void Member_is_welcomed_once()
    {
        var created = MilestoneNotices.WithNotices(
            new UserState("user-u"), UserRules.Create(
            new UserState("user-u"), new CreateUser("op", "u@example.org", new NewProfile("Uma"), null, false), "XC00000000", Noon), Noon);
        var sent = created.Messages.Select(e => e.Command).ShouldHaveSingleItem().ShouldBeOfType<AddFeedItem>();
        (sent.Key, sent.OperationId, sent.Text.Title, sent.Text.Priority)
            .ShouldBe(("welcome", "user-u/welcome", "Welcome, Uma", FeedItemKinds.High));

        var guest = Member with { IsGuest = true };
        Keys(new UserState("user-g"), guest).ShouldBeEmpty();
        Keys(guest, Member).ShouldBe(["welcome"]);
        Keys(Member, Member with { Name = "Una" }).ShouldBeEmpty();
        MilestoneNotices.WithNotices(Member, Decision<UserEvent>.Record(new UserRemoved("admin", "fraud")), Noon).Messages.ShouldBeEmpty();
    }

    [Fact]
    public void New_badge_adds_a_feed_item_with_its_name()
    {
        Keys(Member, Member.With(new LearningFacet { ModulesFinished = 1 })).ShouldBe(["badge/First Step"]);
        Keys(Member, Member.With(new ReflectionsFacet { Written = 25 })).ShouldBe(["badge/First Words", "badge/Keeper of Words"]);
        Keys(Member.With(new ReflectionsFacet { Written = 1 }), Member.With(new ReflectionsFacet { Written = 24 })).ShouldBeEmpty();
        Badges.All.Select(b => b.Name).ShouldBeUnique();
        Badges.All.Length.ShouldBeGreaterThanOrEqualTo(14);
    }

    [Theory]
    [InlineData(2, 3, "streak/3")]
    [InlineData(3, 4, null)]
    [InlineData(6, 7, "badge/Week of Light")]
    [InlineData(13, 14, "streak/14")]
    [InlineData(29, 30, "badge/Month of Light")]
    [InlineData(59, 60, "streak/60")]
    [InlineData(99, 100, "badge/Hundred Days of Light")]
    [InlineData(364, 365, "streak/365")]
    public void Streak_milestone_adds_one_feed_item(int before, int after, string? key) =>
        Keys(Member with { Streak = before, MaxStreak = before }, Member with { Streak = after, MaxStreak = after })
            .Where(k => before < 7 || k != "streak/3").ShouldBe(key is null ? [] : [key]);

    [Theory]
    [InlineData(18, 11, 4, true)]
    [InlineData(23, 0, 3, true)]
    [InlineData(17, 11, 4, false)]
    [InlineData(18, 12, 4, false)]
    [InlineData(18, 11, 2, false)]
    public void Streak_reminder_comes_in_the_last_quarter_of_an_idle_day(int hour, int seenHour, int streak, bool saved)
    {
        var now = new DateTimeOffset(2026, 6, 11, hour, 0, 0, TimeSpan.Zero);
        var before = Member with { Streak = streak - 1, MaxStreak = 50, LastSeen = Noon.AddHours(seenHour - 12) };
        var after = before with { Streak = streak, LastDay = new DateOnly(2026, 6, 11), LastSeen = now };
        MilestoneNotices.Notices(before, after, now).Select(n => n.Key).ShouldBe(saved ? ["streak-saved/2026-06-11"] : []);
        // By the clock where the person is: in Lisbon it is an hour later then.
        if (hour == 17)
            MilestoneNotices.Notices(before with { TimeZone = "Europe/Lisbon", LastSeen = before.LastSeen.AddHours(-1) },
                after with { TimeZone = "Europe/Lisbon" }, now).Count().ShouldBe(1);
    }

    [Fact]
    public void First_request_of_an_ISO_week_adds_the_weekly_summary()
    {
        var monday = new DateTimeOffset(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
        var after =
            Member with { LastDay = new DateOnly(2026, 6, 15),
                Path = [new PathDay(new DateOnly(2026, 6, 1), 10), new PathDay(new DateOnly(2026, 6, 12), 16)] };
        var week = MilestoneNotices.Notices(Member, after, monday).ShouldHaveSingleItem();
        week.Key.ShouldBe("week/2026-W25");
        week.Text.Description.ShouldContain("rose by 6");
        MilestoneNotices.Notices(Member, after with { Path = [] }, monday).Single().Text.Title.ShouldBe("A new week begins");
        Keys(Member, Member with { LastDay = new DateOnly(2026, 6, 14) }).ShouldBeEmpty("Sunday is the same week");
        Keys(Member with { LastDay = new DateOnly(2026, 12, 31) }, Member with { LastDay = new DateOnly(2027, 1, 1) })
            .ShouldBeEmpty("so is New Year's day of 2027");
    }

    [Theory]
    [InlineData(0, 49, null)]
    [InlineData(0, 50, "course/c/half")]
    [InlineData(49, 67, "course/c/half")]
    [InlineData(50, 67, null)]
    [InlineData(67, 100, "course/c/finished")]
    [InlineData(0, 100, "course/c/finished")]
    public void Course_adds_feed_items_at_half_and_at_the_end(int before, int after, string? key) =>
        Keys(Member.With(Learning(Course(before))), Member.With(Learning(new CourseProgress("other", [], 0), Course(after))))
            .ShouldBe(key is null ? [] : [key]);

    [Fact]
    public void Boost_adds_a_feed_item_when_it_starts()
    {
        var until = Noon.AddDays(1);
        Keys(Member, Member.With(new BoostFacet { Until = until })).ShouldBe([$"boost/{until.ToUnixTimeSeconds()}"]);
        Keys(Member.With(new BoostFacet { Until = until }), Member.With(new BoostFacet { Until = until })).ShouldBeEmpty();
        Keys(Member, Member.With(new BoostFacet { Until = Noon.AddMinutes(-1) })).ShouldBeEmpty();
    }

    [Fact]
    public void Suggestions_are_searched_once_a_day_and_with_first_interests()
    {
        var tomorrow = Member with { LastDay = new DateOnly(2026, 6, 11) };
        MilestoneNotices.SuggestsAt(Member, tomorrow).ShouldBe("2026-06-11");
        MilestoneNotices.SuggestsAt(Member, Member).ShouldBeNull();
        MilestoneNotices.SuggestsAt(Member, Member with { Interests = ["yoga"] }).ShouldBe("2026-06-10/interests");
        MilestoneNotices.SuggestsAt(Member with { Interests = ["tea"] }, Member with { Interests = ["yoga"] }).ShouldBeNull();
        MilestoneNotices.SuggestsAt(Member with { IsGuest = true }, tomorrow with { IsGuest = true }).ShouldBeNull();
        MilestoneNotices.SuggestsAt(new UserState("user-u"), Member).ShouldBeNull("the first request of all waits for nothing of the kind");
        var seen = MilestoneNotices.WithNotices(Member, Decision<UserEvent>.Record(new UserSeen()), Noon.AddDays(1));
        seen.Messages.Select(e => e.Command).OfType<SuggestFor>().ShouldHaveSingleItem()
            .ShouldBe(new SuggestFor("suggest/2026-06-11", new DateOnly(2026, 6, 11)));
        seen.Messages.ShouldAllBe(e => !e.Type.ResponseAwaitsDelivery);
    }

    [Fact]
    public void Feed_item_texts_are_short_with_links_within_the_app()
    {
        var most = (Member with { Streak = 365, MaxStreak = 365, LastDay = new DateOnly(2026, 6, 16) })
            .With(Learning(Course(100), new CourseProgress("d", [], 50)) with { ModulesFinished = 50, CoursesFinished = 3 })
            .With(new CirclesFacet { Max = 5 }).With(new ConnectionsFacet { Max = 10 }).With(new ReferralsFacet { MaxConversions = 10 })
            .With(new ReflectionsFacet { Written = 25, Days = 20 }).With(new CompanionFacet { Days = 30 })
            .With(new BoostFacet { Until = Noon.AddDays(1) });
        var all = MilestoneNotices.Notices(new UserState("user-u"), most, Noon).Concat(MilestoneNotices.Notices(Member, most, Noon))
            .ToList();
        all.Select(n => n.Key).Distinct().Count().ShouldBeGreaterThan(22);
        foreach (var text in all.Select(n => n.Text))
        {
            text.Title.Length.ShouldBeInRange(3, 60);
            text.Description.Length.ShouldBeInRange(10, 140);
            text.ActionLink.ShouldNotBeNull().ShouldStartWith("/");
            text.Kind.ShouldBeOneOf(FeedItemKinds.Insight, FeedItemKinds.Opportunity, FeedItemKinds.Boost, FeedItemKinds.Connection);
        }
    }

    private static IEnumerable<string> Keys(UserState before, UserState after) =>
        MilestoneNotices.Notices(before, after, Noon).Select(n => n.Key);

    private static LearningFacet Learning(params ImmutableArray<CourseProgress> courses) => new() { Courses = courses };

    private static CourseProgress Course(int percent) => new("c", ImmutableArray<string>.Empty, percent);
}
