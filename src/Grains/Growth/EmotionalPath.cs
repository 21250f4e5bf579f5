using XelaConnect.Grains.Profiles;

namespace XelaConnect.Grains.Growth;

/// <summary>Counts modules, circles, reflections and conversations; never falls (<c>docs/api/http.md</c>).</summary>
internal static class EmotionalPath
{
    private const int Max = 100;

    private static readonly (Func<UserState, int> Count, int Each, int Max)[] Steps =
    [
        (static user => user.Facet<LearningFacet>().ModulesFinished, 2, 60),
        (static user => user.Facet<CirclesFacet>().Max, 4, 20),
        (static user => user.Facet<ReflectionsFacet>().Days, 1, 20),
        (static user => user.Facet<CompanionFacet>().Days, 1, 20),
    ];

    public static int Of(UserState user) =>
        Math.Min(Max, Steps.Sum(step => (int)Math.Min(step.Max, (long)step.Count(user) * step.Each)));
}

/// <summary>The value of the path at the end of a UTC day.</summary>
internal sealed record PathDay(DateOnly Day, int Value);

/// <summary>The path on the last days on which it rose; as many as the growth of a week needs.</summary>
internal static class PathDays
{
    private const int Week = 7;

    public static ImmutableArray<PathDay> Moved(ImmutableArray<PathDay> days, DateOnly day, int value)
    {
        if ((days.IsEmpty ? 0 : days[^1].Value) == value) return days;
        var moved = days.RemoveAll(d => d.Day >= day).Add(new PathDay(day, value));
        // The growth is measured from the last day before the week.
        while (moved.Length > 1 && moved[1].Day <= day.AddDays(-Week)) moved = moved.RemoveAt(0);
        return moved;
    }

    /// <summary>Today's value minus that of 7 days ago.</summary>
    public static int GrowthOn(ImmutableArray<PathDay> days, DateOnly today)
    {
        var before = days.LastOrDefault(day => day.Day <= today.AddDays(-Week))?.Value ?? 0;
        return (days.IsEmpty ? 0 : days[^1].Value) - before;
    }
}
