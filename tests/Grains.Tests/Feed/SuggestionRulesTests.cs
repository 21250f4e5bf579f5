using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.Grains.Feed;

namespace XelaConnect.Grains.Tests.Feed;

/// <summary>Which circle and which person are suggested.</summary>
public sealed class SuggestionRulesTests
{
    private static readonly ImmutableArray<CircleView> Circles =
    [
        Circle("a", "Wellness", 5, "Yoga", "tea"), Circle("b", "Social", 9, "yoga "), Circle("c", "Social", 9, "YOGA"),
        Circle("d", "Fitness", 50, "running"), Circle("e", "Social", 99, "yoga") with { Active = false },
    ];

    [Fact]
    public void Largest_circle_with_the_interest_is_suggested()
    {
        Pick("yoga").ShouldBe("b");
        Pick("Yoga", joined: ["b"]).ShouldBe("c");
        Pick("yoga", joined: ["b"], known: ["circle/c"]).ShouldBe("a");
        Pick("yoga", joined: ["a", "b", "c"]).ShouldBeNull();
        Pick("fitness").ShouldBe("d");
        Pick("yog").ShouldBeNull("a part of a word is another word");
    }

    [Fact]
    public void Most_compatible_new_person_is_suggested()
    {
        ImmutableArray<Match> found = [
            new("user-a", 59, [], []), new("user-b", 60, [], []), new("user-c", 83, [], []), new("user-d", 83, [], [])];
        SuggestionRules.PickPerson([], found)!.UserId.ShouldBe("user-c");
        SuggestionRules.PickPerson(["person/user-c"], found)!.UserId.ShouldBe("user-d");
        SuggestionRules.PickPerson(["person/user-c", "person/user-d"], found)!.UserId.ShouldBe("user-b");
        SuggestionRules.PickPerson(["person/user-b", "person/user-c", "person/user-d"], found).ShouldBeNull();
    }

    [Fact]
    public void Suggestions_rotate_the_interest_daily()
    {
        var day = new DateOnly(2026, 6, 10);
        Enumerable.Range(0, 3).Select(i => SuggestionRules.InterestsOn(["a", "b", "c"], day.AddDays(i)).First()).Distinct().Count()
            .ShouldBe(3);
        SuggestionRules.InterestsOn(["a", "b", "c"], day).Order(StringComparer.Ordinal).ShouldBe(["a", "b", "c"]);
        SuggestionRules.InterestsOn([], day).ShouldBeEmpty();
    }

    [Fact]
    public void Suggestion_has_a_reason_and_a_link()
    {
        SuggestionRules.TextOf(Circles[0], "tea")
            .ShouldSatisfyAllConditions(t => t.Description.ShouldContain("tea"), t => t.ActionLink.ShouldBe("/circles/a"));
        SuggestionRules.TextOf(new Match("user-a", 70, ["tea", "maths", "sea", "snow"], []), "Ann")
            .Description.ShouldBe("You share tea, maths, sea.");
        (SuggestionRules.IsSuggestion("circle/a"), SuggestionRules.IsSuggestion("person/a"), SuggestionRules.IsSuggestion("badge/a"),
            SuggestionRules.IsSuggestion(null)).ShouldBe((true, true, false, false));
    }

    private static string? Pick(string interest, ImmutableArray<string>? joined = null, ImmutableArray<string>? known = null) =>
        SuggestionRules.PickCircle(interest, joined ?? [], known ?? [], Circles)?.Id;

    private static CircleView Circle(string id, string category, long members, params string[] tags) =>
        new(id, new CircleProfile("Circle " + id, category, "Words.", null, "#FFFFFF", null, [.. tags]), members, true, null, default, 0,
            false, []);
}
