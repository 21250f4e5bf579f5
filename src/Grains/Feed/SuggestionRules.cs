using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.Feed;

namespace XelaConnect.Grains.Feed;

/// <summary>Which circle and which person are suggested, and with which words: pure, without Orleans.</summary>
internal static class SuggestionRules
{
    /// <summary>So many unread suggestions are enough.</summary>
    public const int MaxUnread = 3;

    /// <summary>From this compatibility on somebody is worth suggesting.</summary>
    public const int Kindred = 60;

    /// <summary>What suggestions are known by in a feed.</summary>
    public static bool IsSuggestion(string? key) => key is not null && (key.StartsWith("circle/", StringComparison.Ordinal) || key.StartsWith("person/", StringComparison.Ordinal));

    public static string CircleKey(string circleId) => $"circle/{circleId}";

    public static string PersonKey(string userId) => $"person/{userId}";

    /// <summary>Someone's interests in the order in which circles are looked for: each day begins with another, so that not the first one always wins.</summary>
    public static IEnumerable<string> InterestsOn(ImmutableArray<string> interests, DateOnly day) =>
        Enumerable.Range(0, interests.Length).Select(i => interests[(day.DayNumber + i) % interests.Length]);

    /// <summary>The circle with the most members of those that carry the interest as a tag or category, in which the person is not and of which they were not told.</summary>
    public static CircleView? PickCircle(string interest, ImmutableArray<string> joined, ImmutableArray<string> known, IEnumerable<CircleView> circles) =>
        circles.Where(c => c.Active && Carries(c, interest) && !joined.Contains(c.Id) && !known.Contains(CircleKey(c.Id)))
            .OrderByDescending(static c => c.MembersCount).ThenBy(static c => c.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The most compatible of those found of whom the person was not told.</summary>
    public static Match? PickPerson(ImmutableArray<string> known, IEnumerable<Match> matches) =>
        matches.Where(m => m.Score >= Kindred && !known.Contains(PersonKey(m.UserId)))
            .OrderByDescending(static m => m.Score).ThenBy(static m => m.UserId, StringComparer.Ordinal).FirstOrDefault();

    public static FeedItemText Words(CircleView circle, string interest) => new(
        FeedItemKinds.Opportunity, FeedItemKinds.Low, $"A circle for you: {TextForm.Isolated(circle.Profile.Name)}",
        $"People there care for {interest} too. Have a look, and stay if it feels right.", "See the circle", $"/circles/{circle.Id}");

    public static FeedItemText Words(Match match, string name) => new(
        FeedItemKinds.Connection, FeedItemKinds.Low, $"You and {TextForm.Isolated(name)} might get along",
        match.CommonInterests.IsEmpty ? "You have a good deal in common." : $"You share {string.Join(", ", match.CommonInterests.Take(3))}.", "Discover people", "/discover");

    private static bool Carries(CircleView circle, string interest) =>
        Same(circle.Profile.Category, interest) || circle.Profile.Tags.Any(tag => Same(tag, interest));

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
