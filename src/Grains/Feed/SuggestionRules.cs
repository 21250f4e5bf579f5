namespace XelaConnect.Grains.Feed;

internal static class SuggestionRules
{
    public const int MaxUnread = 3;
    public const int MinScore = 60;

    public static bool IsSuggestion(string? key) => key is not null
        && (key.StartsWith("circle/", StringComparison.Ordinal) || key.StartsWith("person/", StringComparison.Ordinal));

    public static string CircleKey(string circleId) => $"circle/{circleId}";
    public static string PersonKey(string userId) => $"person/{userId}";

    /// <summary>Each day begins with another interest, so that the first does not always win.</summary>
    public static IEnumerable<string> InterestsOn(ImmutableArray<string> interests, DateOnly day) =>
        Enumerable.Range(0, interests.Length).Select(i => interests[(day.DayNumber + i) % interests.Length]);

    /// <summary>The largest circle with the interest that the user neither belongs to nor was shown.</summary>
    public static CircleView? PickCircle(
        string interest, ImmutableArray<string> joined, ImmutableArray<string> known,
        IEnumerable<CircleView> circles) =>
        circles.Where(c => c.Active && Carries(c, interest))
            .Where(c => !joined.Contains(c.Id) && !known.Contains(CircleKey(c.Id)))
            .OrderByDescending(c => c.MembersCount).ThenBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault();

    public static Match? PickPerson(ImmutableArray<string> known, IEnumerable<Match> matches) =>
        matches.Where(m => m.Score >= MinScore && !known.Contains(PersonKey(m.UserId)))
            .OrderByDescending(m => m.Score).ThenBy(m => m.UserId, StringComparer.Ordinal).FirstOrDefault();

    public static FeedItemText TextOf(CircleView circle, string interest) => new(
        FeedItemKinds.Opportunity, FeedItemKinds.Low, $"A circle for you: {TextForm.Isolated(circle.Profile.Name)}",
        $"People there care for {interest} too. Have a look, and stay if it feels right.",
        "See the circle", $"/circles/{circle.Id}");

    public static FeedItemText TextOf(Match match, string name) => new(
        FeedItemKinds.Connection, FeedItemKinds.Low, $"You and {TextForm.Isolated(name)} might get along",
        match.CommonInterests.IsEmpty
            ? "You have a good deal in common."
            : $"You share {string.Join(", ", match.CommonInterests.Take(3))}.",
        "Discover people", "/discover");

    public static bool AreSame(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Carries(CircleView circle, string interest) =>
        AreSame(circle.Profile.Category, interest) || circle.Profile.Tags.Any(tag => AreSame(tag, interest));
}
