using XelaConnect.Discovery;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>Properties of compatibility for random pairs, and a few of its figures.</summary>
public sealed class CompatibilityTests
{
    private static readonly MatchingWeights Usual = MatchingWeights.Default;

    [Fact]
    public void Compatibility_is_symmetric_deterministic_and_0_to_100()
    {
        for (var seed = 1; seed <= 5_000; seed++)
        {
            var people = new SampleProfiles(seed);
            var (a, b, weights) = (people.Profile(), people.Profile(), people.Weights());
            var score = Compatibility.Score(a, b, weights);
            score.ShouldBeInRange(0, 100, $"seed {seed}");
            Compatibility.Score(b, a, weights).ShouldBe(score, $"seed {seed}");
            Compatibility.Score(a with { Interests = [.. a.Interests] }, b with { Circles = [.. b.Circles] }, weights)
                .ShouldBe(score, $"seed {seed}");
            Compatibility.Common(b.Interests, a.Interests).Length.ShouldBe(Compatibility.Common(a.Interests, b.Interests).Length);
            Compatibility.Reasons(b, a, weights).Length.ShouldBe(Compatibility.Reasons(a, b, weights).Length);
            (score == 0).ShouldBe(Compatibility.Reasons(a, b, weights).IsEmpty, $"seed {seed}: a reason for every part, and no other");
        }
    }

    [Fact]
    public void Additional_interest_never_lowers_compatibility()
    {
        for (var seed = 1; seed <= 5_000; seed++)
        {
            var people = new SampleProfiles(seed);
            var (a, b, weights) = (people.Profile(), people.Profile(), people.Weights());
            var score = Compatibility.Score(a, b, weights);
            var (more, shared) =
                (a with { Interests = a.Interests.Add("Sailing") },
                    b with { Interests = b.Interests.Insert(people.Random.Next(b.Interests.Length + 1), " sailing") });
            Compatibility.Score(more, shared, weights).ShouldBeGreaterThanOrEqualTo(score, $"seed {seed}");
            Compatibility.Score(more, b, weights).ShouldBe(score, $"seed {seed}");
        }
    }

    [Fact]
    public void Compatibility_follows_the_weights()
    {
        Score(Who(["Yoga", "jazz", "yoga "]), Who(["YOGA", "Jazz"])).ShouldBe(20);
        Score(Who(["a", "b", "c", "d", "e", "f"]), Who(["a", "b", "c", "d", "e", "f"])).ShouldBe(50);
        Score(Who([], badge: "Explorer"), Who([], badge: "Explorer")).ShouldBe(15);
        Score(Who([], badge: "Listener"), Who([], badge: "Calm Presence")).ShouldBe(10);
        Score(Who([], badge: "Listener"), Who([], badge: "Leader")).ShouldBe(0);
        Score(Who([], age: 30), Who([], age: 30)).ShouldBe(15);
        Score(Who([], age: 30), Who([], age: 35)).ShouldBe(10);
        Score(Who([], age: 30), Who([], age: 45)).ShouldBe(0);
        Score(Who([], city: "Lisbon"), Who([], city: " LISBON")).ShouldBe(10);
        Score(Who([], city: " "), Who([], city: "")).ShouldBe(0);
        Score(Who([], circles: ["circle-1", "circle-2", "circle-3"]), Who([], circles: ["circle-3", "circle-2", "circle-1"])).ShouldBe(10);
        Usual.MaxTotal.ShouldBe(100);
    }

    [Fact]
    public void Compatibility_has_reasons()
    {
        var (a, b) = (Who(["Yoga", "Jazz", "Chess"], "Listener", 30, "Lisbon", ["circle-1"]),
            Who(["chess", "yoga", "jazz"], "Calm Presence", 31, "lisbon", ["circle-1"]));
        Compatibility.Reasons(a, b, Usual).ShouldBe(
        [
            "You share 3 interests: Yoga, Jazz and Chess.", "Your badges go well together: Listener and Calm Presence.",
            "You are close in age.", "You are both in Lisbon.",
            "You are in the same circle.",
        ]);
        Compatibility.Reasons(Who(["Yoga"]), Who(["yoga"]), Usual).ShouldBe(["You share an interest: Yoga."]);
        Compatibility.Reasons(a, Who([]), Usual).ShouldBeEmpty();
    }

    private static int Score(MatchProfile a, MatchProfile b) => Compatibility.Score(a, b, Usual);

    private static MatchProfile Who(
        string[] interests, string? badge = null, int? age = null, string? city = null, string[]? circles = null) => new(
        [.. interests], badge, age, city, [.. circles ?? []]);
}
