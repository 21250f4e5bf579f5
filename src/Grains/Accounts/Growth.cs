using System.Collections.Immutable;

namespace XelaConnect.Grains.Accounts;

/// <summary>The emotional path (contract, "Emotional path"): a pure function of what someone has finished and joined, which only rises.</summary>
internal static class EmotionalPath
{
    private const int Most = 100;
    private const int PerModule = 2;
    private const int MostByModules = 60;
    private const int PerCircle = 4;
    private const int MostByCircles = 20;

    /// <summary>0..100.</summary>
    public static int Of(UserState user) =>
        Math.Min(Most, Math.Min(MostByModules, user.ModulesFinished * PerModule) + Math.Min(MostByCircles, user.MostCircles * PerCircle));
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

/// <summary>Badges by rules: what someone did once, they have for good.</summary>
internal static class Badges
{
    private static readonly (string Name, Func<UserState, bool> IsEarned)[] Rules =
    [
        ("First Step", static user => user.ModulesFinished >= 1),
        ("Course Graduate", static user => user.CoursesFinished >= 1),
        ("Lifelong Learner", static user => user.CoursesFinished >= 3),
        ("Circle Explorer", static user => user.MostCircles >= 3),
        ("First Friend", static user => user.MostConnections >= 1),
        ("Well Connected", static user => user.MostConnections >= 10),
        ("Friend Bringer", static user => user.MostConversions >= 1),
        ("Community Builder", static user => user.MostConversions >= 10),
    ];

    /// <summary>Those earned, in the order of the rules.</summary>
    public static ImmutableArray<string> Of(UserState user) => [.. Rules.Where(rule => rule.IsEarned(user)).Select(rule => rule.Name)];
}
