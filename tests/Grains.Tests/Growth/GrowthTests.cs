using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Tests.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Growth;

/// <summary>The emotional path, its growth over a week, and badges.</summary>
public sealed class GrowthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = UtcDay.Of(Start);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(6, 0, 12)]
    [InlineData(30, 0, 60)]
    [InlineData(31, 0, 60)]
    [InlineData(0, 1, 4)]
    [InlineData(0, 5, 20)]
    [InlineData(0, 6, 20)]
    [InlineData(6, 2, 20)]
    [InlineData(1000, 1000, 80)]
    public void Path_rises_by_modules_and_circles_up_to_their_caps(int modules, int circles, int value) =>
        EmotionalPath.Of(Grown(modules, circles: circles)).ShouldBe(value);

    [Fact]
    public void Weekly_growth_is_the_difference_to_seven_days_ago()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var values = new List<int>();
            var (days, value, calm) = (ImmutableArray<PathDay>.Empty, 0, random.Next(1, 12));
            for (var i = 0; i < 120; i++)
            {
                var day = First.AddDays(i);
                // Several moves on one day, or none for many.
                while (random.Next(calm) == 0 && value < 100)
                    days = PathDays.Moved(days, day, value = Math.Min(100, value + random.Next(1, 6)));
                values.Add(value);
                PathDays.GrowthOn(days, day).ShouldBe(value - (i < 7 ? 0 : values[i - 7]), $"seed {seed}, day {i}");
                days.Length.ShouldBeLessThanOrEqualTo(8, $"seed {seed}, day {i}: a week and what it is measured from");
            }
        }
    }

    [Fact]
    public void Leaving_a_circle_keeps_path_and_growth()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var user =
                UserState.Apply(new UserState("u"), At(new UserCreated(null, "U", null, null, null, true, "XC00000000", null), Start));
            var (values, modules, most, version) = (new List<int>(), 0, 0, 0L);
            for (var i = 0; i < 60; i++)
            {
                for (var at = Start.AddDays(i)
                    .AddHours(random.Next(24)); UtcDay.Of(at) == First.AddDays(i); at = at.AddHours(random.Next(1, 40)))
                {
                    if (random.Next(2) == 0)
                    {
                        var circles = random.Next(6);
                        most = Math.Max(most, circles);
                        user = UserState.Apply(user, At(Circles(++version, circles), at));
                    }
                    else
                    {
                        user = UserState.Apply(user, At(new FacetUpdated(
                            ++version, new LearningFacet { ModulesFinished = modules += random.Next(3) }), at));
                    }
                }
                values.Add(Math.Min(60, 2 * modules) + Math.Min(20, 4 * most));
                EmotionalPath.Of(user).ShouldBe(values[i], $"seed {seed}, day {i}");
                PathDays.GrowthOn(user.Path, First.AddDays(i)).ShouldBe(values[i] - (i < 7 ? 0 : values[i - 7]), $"seed {seed}, day {i}");
            }
            PathDays.GrowthOn(user.Path, First.AddDays(59 + 7)).ShouldBe(0, "nothing moved for a week");
        }
    }

    [Fact]
    public void Badges_are_earned_and_kept()
    {
        Badges.Of(new UserState("u")).ShouldBeEmpty();
        Badges.Of(Grown(1)).ShouldBe(["First Step"]);
        Badges.Of(Grown(6, 1)).ShouldBe(["First Step", "Course Graduate"]);
        Badges.Of(Grown(circles: 2)).ShouldBeEmpty();
        Badges.Of(Grown(18, 3, 3, 10))
            .ShouldBe(["First Step", "Course Graduate", "Lifelong Learner", "Circle Explorer", "Friend Bringer", "Community Builder"]);

        var user = UserState.Apply(new UserState("u"), At(Circles(1, 3), Start));
        user = UserState.Apply(user, At(new FacetUpdated(1, new ReferralsFacet { Referrals = 3, Conversions = 1 }), Start));
        user = UserState.Apply(user, At(Circles(2, 0), Start));
        user = UserState.Apply(user, At(new FacetUpdated(2, new ReferralsFacet { Referrals = 3 }), Start));
        Badges.Of(user).ShouldBe(["Circle Explorer", "Friend Bringer"]);
    }

    [Fact]
    public void Older_replica_version_changes_no_growth_figure()
    {
        var user = new UserState("u").Updated(5, new CompanionFacet { Days = 7 });
        (user.Facet<CompanionFacet>().Days, user.VersionOf(new CompanionFacet())).ShouldBe((7, 5));
        user.Updated(5, new CompanionFacet { Days = 8 }).ShouldBe(user);
        user.Updated(4, new CompanionFacet { Days = 9 }).ShouldBe(user);
        user.Updated(6, new CompanionFacet { Days = 3 }).Facet<CompanionFacet>().Days.ShouldBe(7);

        user = user.Updated(2, new ReflectionsFacet { Written = 25, Days = 4 });
        user.VersionOf(new ReflectionsFacet()).ShouldBe(2, "each facet has a version of its own");
        user.Updated(1, new ReflectionsFacet { Written = 30, Days = 9 }).ShouldBe(user);
        user.Updated(3, new ReflectionsFacet { Written = 24, Days = 5 }).Facet<ReflectionsFacet>()
            .ShouldBe(new ReflectionsFacet { Written = 25, Days = 5 });
    }

    private static UserState Grown(int modules = 0, int courses = 0, int circles = 0, int conversions = 0) =>
        new UserState("u").With(new LearningFacet { ModulesFinished = modules, CoursesFinished = courses })
            .With(new CirclesFacet { Max = circles }).With(new ReferralsFacet { MaxConversions = conversions });

    private static FacetUpdated Circles(long version, int count) =>
        new(version, new CirclesFacet { CircleIds = [.. Enumerable.Range(0, count).Select(c => $"circle-{c}")] });

    private static EventEnvelope<UserEvent> At(UserEvent happened, DateTimeOffset at) => new(0, 1, at, null, happened);
}
