using System.Collections.Immutable;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Growth;

/// <summary>The emotional path (contract, "Emotional path"): a pure function of what someone has finished, joined, written and talked, which only rises.</summary>
internal static class EmotionalPath
{
    private const int Max = 100;

    private static readonly (Func<UserState, int> Count, int Each, int Most)[] Steps =
    [
        (static user => user.Facet<LearningFacet>().ModulesFinished, 2, 60),
        (static user => user.Facet<CirclesFacet>().Max, 4, 20),
        (static user => user.Facet<ReflectionsFacet>().Days, 1, 20),
        (static user => user.Facet<CompanionFacet>().Days, 1, 20),
    ];

    /// <summary>0..100.</summary>
    public static int Of(UserState user)
    {
        var value = 0;
        foreach (var (count, each, most) in Steps) value += (int)Math.Min(most, (long)count(user) * each);
        return Math.Min(Max, value);
    }
}

/// <summary>Where the path stood at the end of a UTC day.</summary>
internal sealed record PathDay(DateOnly Day, int Value);

/// <summary>Where the path stood on each of the last days it moved; as many as a week's growth needs, and no more.</summary>
internal static class PathDays
{
    private const int Week = 7;

    /// <summary>The days after one on which the path stands at <paramref name="value"/>.</summary>
    public static ImmutableArray<PathDay> Moved(ImmutableArray<PathDay> days, DateOnly day, int value)
    {
        if ((days.IsEmpty ? 0 : days[^1].Value) == value) return days;
        var moved = days.RemoveAll(d => d.Day >= day).Add(new PathDay(day, value));
        // One from before the week is what the week is measured from.
        while (moved.Length > 1 && moved[1].Day <= day.AddDays(-Week)) moved = moved.RemoveAt(0);
        return moved;
    }

    /// <summary>Today's value less that of 7 days ago (contract, "weekly_growth").</summary>
    public static int GrowthOn(ImmutableArray<PathDay> days, DateOnly today)
    {
        var (now, before) = (0, 0);
        foreach (var day in days)
        {
            now = day.Value;
            if (day.Day <= today.AddDays(-Week)) before = day.Value;
        }
        return now - before;
    }
}
