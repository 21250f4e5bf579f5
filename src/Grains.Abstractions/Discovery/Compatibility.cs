using XelaConnect.Profiles;

namespace XelaConnect.Discovery;

/// <summary>The compatibility of two people: 0 to 100, symmetric. Only common traits give points.</summary>
public static class Compatibility
{
    private static readonly ImmutableArray<(string One, string Other)> Kindred =
    [
        ("Connector", "Leader"), ("Connector", "Funny Friend"), ("Creator", "Visionary"), ("Creator", "Builder"),
        ("Thinker", "Builder"), ("Thinker", "Listener"), ("Explorer", "Visionary"), ("Explorer", "Funny Friend"),
        ("Calm Presence", "Listener"), ("Leader", "Visionary"),
    ];

    /// <summary>The score of two people.</summary>
    public static int Score(MatchProfile a, MatchProfile b, MatchingWeights weights) => Sum(
        InterestPoints(Common(a.Interests, b.Interests).Length, weights),
        BadgePoints(a.IdentityBadge, b.IdentityBadge, weights), AgePoints(a.Age, b.Age, weights),
        SameCity(a.City, b.City) ? weights.City : 0, CirclePoints(SharedCircles(a, b), weights));

    /// <summary>Common interests as <paramref name="mine"/> writes them and in its order, each once.</summary>
    public static ImmutableArray<string> Common(ImmutableArray<string> mine, ImmutableArray<string> theirs)
    {
        if (mine.IsDefaultOrEmpty || theirs.IsDefaultOrEmpty) return [];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var interest in theirs) keys.Add(KeyOf(interest));
        keys.Remove("");
        var common = ImmutableArray.CreateBuilder<string>();
        foreach (var interest in mine)
            if (keys.Remove(KeyOf(interest))) common.Add(interest.Trim());
        return common.DrainToImmutable();
    }

    /// <summary>A short sentence to the first person for each part that gives points.</summary>
    public static ImmutableArray<string> Reasons(MatchProfile a, MatchProfile b, MatchingWeights weights)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        var common = Common(a.Interests, b.Interests);
        if (InterestPoints(common.Length, weights) > 0)
            reasons.Add(common.Length == 1
                ? $"You share an interest: {common[0]}."
                : $"You share {common.Length} interests: {Listed(common)}.");
        if (BadgePoints(a.IdentityBadge, b.IdentityBadge, weights) > 0)
            reasons.Add(a.IdentityBadge == b.IdentityBadge
                ? $"You carry the same badge: {a.IdentityBadge}."
                : $"Your badges go well together: {a.IdentityBadge} and {b.IdentityBadge}.");
        if (AgePoints(a.Age, b.Age, weights) > 0)
            reasons.Add(a.Age == b.Age ? "You are the same age." : "You are close in age.");
        if (weights.City > 0 && SameCity(a.City, b.City)) reasons.Add($"You are both in {a.City!.Trim()}.");
        var circles = SharedCircles(a, b);
        if (CirclePoints(circles, weights) > 0)
            reasons.Add(circles == 1 ? "You are in the same circle." : $"You are in {circles} of the same circles.");
        return reasons.DrainToImmutable();
    }

    /// <summary>The form in which interests and cities are compared: trimmed and without case.</summary>
    public static string KeyOf(string text) => text.Trim().ToUpperInvariant();

    /// <summary>The maximum number of common interests that count; a profile has at most 20.</summary>
    public const int InterestsCounted = 31;
    /// <summary>The maximum number of common circles that count.</summary>
    public const int CirclesCounted = 63;

    /// <summary>The points for a number of common interests.</summary>
    public static int InterestPoints(int shared, MatchingWeights weights) =>
        Math.Min(Math.Min(shared, InterestsCounted) * weights.InterestEach, weights.MaxInterests);

    /// <summary>The points for a number of common circles.</summary>
    public static int CirclePoints(int shared, MatchingWeights weights) =>
        Math.Min(Math.Min(shared, CirclesCounted) * weights.CircleEach, weights.MaxCirclePoints);

    /// <summary>The points for two badges; an unknown badge gives none.</summary>
    public static int BadgePoints(string? a, string? b, MatchingWeights weights) =>
        a is null || b is null || !IdentityBadges.All.Contains(a) ? 0
        : a == b ? weights.BadgeSame
        : Kindred.Contains((a, b)) || Kindred.Contains((b, a)) ? weights.BadgeKindred
        : 0;

    /// <summary>The points for two ages.</summary>
    public static int AgePoints(int? a, int? b, MatchingWeights weights) =>
        a is { } one && b is { } other && Math.Abs(one - other) is var years && years < weights.AgeYears
            ? weights.MaxAgePoints * (weights.AgeYears - years) / weights.AgeYears
            : 0;

    /// <summary>The score of all parts.</summary>
    public static int Sum(int interests, int badges, int ages, int city, int circles) =>
        Math.Min(100, interests + badges + ages + city + circles);

    private static bool SameCity(string? a, string? b) =>
        a is not null && b is not null && KeyOf(a) is { Length: > 0 } city && city == KeyOf(b);

    private static int SharedCircles(MatchProfile a, MatchProfile b) =>
        a.Circles.IsDefaultOrEmpty || b.Circles.IsDefaultOrEmpty ? 0 : a.Circles.Intersect(b.Circles).Count();

    private static string Listed(ImmutableArray<string> words) => $"{string.Join(", ", words[..^1])} and {words[^1]}";
}

/// <summary>The points of the parts of compatibility, out of 100: the settings under <c>Xela:Matching</c>.</summary>
[GenerateSerializer, Immutable, Alias("discovery.matching-weights.v1")]
public sealed record MatchingWeights(
    [property: Id(0)] int InterestEach, [property: Id(1)] int MaxInterests, [property: Id(2)] int BadgeSame,
    [property: Id(3)] int BadgeKindred, [property: Id(4)] int MaxAgePoints, [property: Id(5)] int AgeYears,
    [property: Id(6)] int City, [property: Id(7)] int CircleEach, [property: Id(8)] int MaxCirclePoints,
    [property: Id(9)] int PriorityLead)
{
    /// <summary>The weights without settings.</summary>
    public static readonly MatchingWeights Default = new(
        InterestEach: 10, MaxInterests: 50, BadgeSame: 15, BadgeKindred: 10, MaxAgePoints: 15, AgeYears: 15, City: 10,
        CircleEach: 5, MaxCirclePoints: 10, PriorityLead: 5);

    /// <summary>The maximum sum of all parts. A score never exceeds 100.</summary>
    public int MaxTotal => MaxInterests + Math.Max(BadgeSame, BadgeKindred) + MaxAgePoints + City + MaxCirclePoints;
}

/// <summary>The part of a profile that compatibility compares, and the birth date, which decides who is found.</summary>
[GenerateSerializer, Immutable, Alias("discovery.match-profile.v1")]
public sealed record MatchProfile(
    [property: Id(0)] ImmutableArray<string> Interests, [property: Id(1)] string? IdentityBadge,
    [property: Id(2)] int? Age, [property: Id(3)] string? City, [property: Id(4)] ImmutableArray<string> Circles,
    [property: Id(5)] DateOnly? BirthDate = null)
{
    /// <summary>The match profile of a user.</summary>
    public static MatchProfile Of(UserView user) =>
        new(user.Interests, user.IdentityBadge, user.Age, user.City, user.CirclesJoined, user.BirthDate);

    /// <summary>Compares arrays by their items.</summary>
    public bool Equals(MatchProfile? other) =>
        other is not null && IdentityBadge == other.IdentityBadge && Age == other.Age && City == other.City
        && BirthDate == other.BirthDate
        && Interests.AsSpan().SequenceEqual(other.Interests.AsSpan())
        && Circles.AsSpan().SequenceEqual(other.Circles.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IdentityBadge, Age, City, Interests.Length, Circles.Length);
}
