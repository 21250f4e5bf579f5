using System.Globalization;
using XelaConnect.Grains.Profiles;

namespace XelaConnect.Grains.Growth;

/// <summary>A feed item with its key.</summary>
internal sealed record FeedNotice(string Key, FeedItemText Text);

/// <summary>
/// Feed items about a user's own milestones. They are derived from the states before and after a decision, so no
/// command has to know them, and are sent with its events.
/// </summary>
internal static class MilestoneNotices
{
    /// <summary>The minimum streak for the notice that it was saved.</summary>
    private const int MinStreakToSave = 3;

    /// <summary>The hour when the last quarter of a day begins.</summary>
    private const int Evening = 18;

    /// <summary>Streaks with a notice. At 7, 30 and 100 the badge is the notice.</summary>
    private static readonly (int Days, string Title, string Text)[] Milestones =
    [
        (3, "Three days in a row", "A small rhythm has begun. Keep it gentle."),
        (14, "Two weeks in a row", "Fourteen days. You are good company for yourself."),
        (60, "Sixty days in a row", "Two months of coming back. That is care, made visible."),
        (365, "A whole year in a row", "Every single day of a year. There are few words for that; thank you for being here."),
    ];

    /// <summary>Adds the feed items and the search for suggestions that a decision causes.</summary>
    public static Decision<UserEvent> WithNotices(UserState before, Decision<UserEvent> decision, DateTimeOffset now)
    {
        if (decision.Events.IsEmpty) return decision;
        var after = decision.Events.Aggregate(before,
            (user, happened) => UserState.Apply(user, new EventEnvelope<UserEvent>(0, 0, now, null, happened)));
        if (!after.Exists || after.IsRemoved) return decision;
        var messages = Notices(before, after, now)
            .Select(notice => FeedMessages.AddInBackground.To(after.Id,
                new AddFeedItem($"{after.Id}/{notice.Key}", notice.Text, notice.Key))).ToList();
        if (SuggestsAt(before, after) is { } occasion)
            messages.Add(SuggestionsMessages.Suggest.To(after.Id, new SuggestFor($"suggest/{occasion}", after.LastDay)));
        return messages.Count == 0 ? decision : decision.AndSend([.. messages]);
    }

    /// <summary>The notices of a step from one state to the next.</summary>
    public static IEnumerable<FeedNotice> Notices(UserState before, UserState after, DateTimeOffset now)
    {
        if (IsMember(after) && !IsMember(before)) yield return Welcome(after);
        foreach (var badge in Badges.All)
            if (!badge.IsEarned(before) && badge.IsEarned(after)) yield return Earned(badge);
        foreach (var (days, title, text) in Milestones)
            if (before.MaxStreak < days && after.MaxStreak >= days)
                yield return Insight(Invariant($"streak/{days}"), FeedItemKinds.Medium, title, text, "See my path", "/dashboard");
        if (IsSaved(before, after, now))
        {
            yield return Insight(
                Invariant($"streak-saved/{after.LastDay:yyyy-MM-dd}"), FeedItemKinds.Low, "Just in time",
                $"You came back before the day was over, and your {after.Streak} days go on.", "See my path", "/dashboard");
        }
        if (before.Exists && WeekOf(before.LastDay) != WeekOf(after.LastDay)) yield return Week(after, now);
        foreach (var notice in Courses(before.Facet<LearningFacet>().Courses, after.Facet<LearningFacet>().Courses)) yield return notice;
        if (after.Facet<BoostFacet>().Until is { } until && until > now && until != before.Facet<BoostFacet>().Until)
            yield return Boosted(until);
    }

    /// <summary>The occasion of a search for suggestions: the first visit of a day, or the first interests. Null is none.</summary>
    public static string? SuggestsAt(UserState before, UserState after) =>
        !before.Exists || !IsMember(after) ? null
        : after.LastDay > before.LastDay ? Invariant($"{after.LastDay:yyyy-MM-dd}")
        : before.Interests.IsEmpty && !after.Interests.IsEmpty ? Invariant($"{after.LastDay:yyyy-MM-dd}/interests")
        : null;

    private static bool IsMember(UserState user) => user is { Exists: true, IsGuest: false };

    /// <summary>Whether the streak grew in the last quarter of a day, after no visit since noon of the day before.</summary>
    private static bool IsSaved(UserState before, UserState after, DateTimeOffset now)
    {
        if (after.Streak <= before.Streak || after.Streak < MinStreakToSave || !before.Exists) return false;
        var local = LocalDays.TimeIn(before.TimeZone, now);
        return local.Hour >= Evening && LocalDays.TimeIn(before.TimeZone, before.LastSeen) < local.Date.AddDays(-0.5);
    }

    private static FeedNotice Welcome(UserState user) => new("welcome", new FeedItemText(
        FeedItemKinds.Opportunity, FeedItemKinds.High, $"Welcome, {TextForm.Isolated(user.Name)}",
        "It is good that you are here. Look around, and join a circle that feels like yours.", "Find a circle", "/circles"));

    private static FeedNotice Earned(Badge badge) =>
        Insight($"badge/{badge.Name}", FeedItemKinds.High, $"A new badge: {badge.Name}", badge.Text, "See my badges", "/profile");

    private static FeedNotice Week(UserState user, DateTimeOffset now)
    {
        var growth = PathDays.GrowthOn(user.Path, UtcDay.Of(now));
        return growth > 0
            ? Insight(
                $"week/{WeekOf(user.LastDay)}", FeedItemKinds.Medium, "Your week, looked back on",
                Invariant($"In the last seven days your path rose by {growth}. What helped most?"), "Write it down", "/reflections")
            : Insight(
                $"week/{WeekOf(user.LastDay)}", FeedItemKinds.Medium, "A new week begins",
                "The last one was quiet, and that is fine. One small step is enough for today.", "Write a reflection", "/reflections");
    }

    private static IEnumerable<FeedNotice> Courses(ImmutableArray<CourseProgress> before, ImmutableArray<CourseProgress> after)
    {
        if (before == after) yield break;
        foreach (var course in after)
        {
            var was = before.FirstOrDefault(c => c.CourseId == course.CourseId)?.Percent ?? 0;
            if (was < 100 && course.Percent >= 100)
            {
                yield return Insight(
                    $"course/{course.CourseId}/finished", FeedItemKinds.Medium, "A course finished",
                    "You went all the way. Let what you learned settle a little.", "See the course", $"/courses/{course.CourseId}");
            }
            else if (was < 50 && course.Percent is >= 50 and < 100)
            {
                yield return Insight(
                    $"course/{course.CourseId}/half", FeedItemKinds.Medium, "Half way through",
                    "The first half of your course is behind you. The second one waits, without hurry.", "Go on",
                        $"/courses/{course.CourseId}");
            }
        }
    }

    private static FeedNotice Boosted(DateTimeOffset until) => new(Invariant($"boost/{until.ToUnixTimeSeconds()}"), new FeedItemText(
        FeedItemKinds.Boost, FeedItemKinds.High, "Your boost has begun",
            "For a while people who fit you see you sooner. Be yourself; that is enough.", "Discover people", "/discover"));

    private static FeedNotice Insight(string key, string priority, string title, string text, string action, string link) =>
        new(key, new FeedItemText(FeedItemKinds.Insight, priority, title, text, action, link));

    /// <summary>The ISO week of a date, like 2026-W05.</summary>
    private static string WeekOf(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        return Invariant($"{ISOWeek.GetYear(at):0000}-W{ISOWeek.GetWeekOfYear(at):00}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
