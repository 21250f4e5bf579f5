using System.Collections.Immutable;

namespace XelaConnect.Grains.Accounts;

/// <summary>The emotional path (contract, "Emotional path"): a pure function of what someone has finished, joined, written and talked, which only rises.</summary>
internal static class EmotionalPath
{
    private const int Max = 100;

    private static readonly (Func<UserState, int> Count, int Each, int Most)[] Steps =
    [
        (static user => user.ModulesFinished, 2, 60),
        (static user => user.MostCircles, 4, 20),
        (static user => user.ReflectionDays, 1, 20),
        (static user => user.CompanionDays, 1, 20),
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

/// <summary>A badge: its name, what it is told with, and the rule. Every rule is of a figure that only rises, so what was earned once is there for good.</summary>
internal sealed record Badge(string Name, string Words, Func<UserState, bool> IsEarned);

/// <summary>Badges by rules: what someone did once, they have for good.</summary>
internal static class Badges
{
    public static readonly ImmutableArray<Badge> All =
    [
        new("First Step", "You finished your first module. Every path begins like this.", static user => user.ModulesFinished >= 1),
        new("Course Graduate", "A whole course, from its first page to its last. Well done.", static user => user.CoursesFinished >= 1),
        new("Lifelong Learner", "Three courses finished, and still curious.", static user => user.CoursesFinished >= 3),
        new("Circle Explorer", "Three circles know you by now.", static user => user.MostCircles >= 3),
        new("First Friend", "Somebody said yes, or you did. Your first connection is here.", static user => user.MostConnections >= 1),
        new("Well Connected", "Ten people walk along with you.", static user => user.MostConnections >= 10),
        new("Friend Bringer", "Somebody came because of you, and stayed to take part.", static user => user.MostConversions >= 1),
        new("Community Builder", "Ten people found their way here through you.", static user => user.MostConversions >= 10),
        new("Week of Light", "Seven days in a row. You keep a promise to yourself.", static user => user.MostStreak >= 7),
        new("Month of Light", "Thirty days in a row. This is a habit now, and a good one.", static user => user.MostStreak >= 30),
        new("Hundred Days of Light", "A hundred days in a row. Take a moment to be proud.", static user => user.MostStreak >= 100),
        new("First Words", "Your first reflection is written. It is yours, and it stays so.", static user => user.ReflectionsWritten >= 1),
        new("Keeper of Words", "Twenty-five reflections. Leaf back once, and see how far you came.", static user => user.ReflectionsWritten >= 25),
        new("Heart to Heart", "Seven days on which you talked with Xela.", static user => user.CompanionDays >= 7),
        new("Trusted Voice", "Thirty days on which you talked with Xela. Thank you for the trust.", static user => user.CompanionDays >= 30),
        new("Halfway There", "Your emotional path stands at 50. Look back for a moment.", static user => EmotionalPath.Of(user) >= 50),
        new("Whole Heart", "Your emotional path stands at 100. All of it was you.", static user => EmotionalPath.Of(user) >= 100),
    ];

    /// <summary>Those earned, in the order of the rules.</summary>
    public static ImmutableArray<string> Of(UserState user) => [.. All.Where(badge => badge.IsEarned(user)).Select(static badge => badge.Name)];
}
