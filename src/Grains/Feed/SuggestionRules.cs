namespace XelaConnect.Grains.Feed;

/// <summary>Selects suggested circles and people, and words the feed items.</summary>
internal static class SuggestionRules
{
    /// <summary>The maximum number of unread suggestions.</summary>
    public const int MaxUnread = 3;

    /// <summary>The minimum compatibility of a suggested person.</summary>
    public const int MinScore = 60;

    /// <summary>Whether a feed item's key is that of a suggestion.</summary>
    public static bool IsSuggestion(string? key) =>
        key is not null && (key.StartsWith("circle/", StringComparison.Ordinal) || key.StartsWith("person/", StringComparison.Ordinal));

    public static string CircleKey(string circleId) => $"circle/{circleId}";

    public static string PersonKey(string userId) => $"person/{userId}";

    /// <summary>Interests in the order of the search. Each day begins with another one, so that the first does not always win.</summary>
    public static IEnumerable<string> InterestsOn(ImmutableArray<string> interests, DateOnly day) =>
        Enumerable.Range(0, interests.Length).Select(i => interests[(day.DayNumber + i) % interests.Length]);

    /// <summary>
    /// The largest circle with the interest as tag or category that the user neither belongs to nor was shown.
    /// </summary>
    public static CircleView? PickCircle(
        string interest, ImmutableArray<string> joined, ImmutableArray<string> known, IEnumerable<CircleView> circles) =>
        circles.Where(c => c.Active && Carries(c, interest) && !joined.Contains(c.Id) && !known.Contains(CircleKey(c.Id)))
            .OrderByDescending(static c => c.MembersCount).ThenBy(static c => c.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The most compatible person whom the user was not shown.</summary>
    public static Match? PickPerson(ImmutableArray<string> known, IEnumerable<Match> matches) =>
        matches.Where(m => m.Score >= MinScore && !known.Contains(PersonKey(m.UserId)))
            .OrderByDescending(static m => m.Score).ThenBy(static m => m.UserId, StringComparer.Ordinal).FirstOrDefault();

    public static FeedItemText TextOf(CircleView circle, string interest) => new(
        FeedItemKinds.Opportunity, FeedItemKinds.Low, $"A circle for you: {TextForm.Isolated(circle.Profile.Name)}",
        $"People there care for {interest} too. Have a look, and stay if it feels right.", "See the circle", $"/circles/{circle.Id}");

    public static FeedItemText TextOf(Match match, string name) => new(
        FeedItemKinds.Connection, FeedItemKinds.Low, $"You and {TextForm.Isolated(name)} might get along",
        match.CommonInterests.IsEmpty
            ? "You have a good deal in common."
            : $"You share {string.Join(", ", match.CommonInterests.Take(3))}.",
        "Discover people", "/discover");

    private static bool Carries(CircleView circle, string interest) =>
        Same(circle.Profile.Category, interest) || circle.Profile.Tags.Any(tag => Same(tag, interest));

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
