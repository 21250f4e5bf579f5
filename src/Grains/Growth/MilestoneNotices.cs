using System.Globalization;
using XelaConnect.Grains.Profiles;
using static System.FormattableString;
using static XelaConnect.Feed.FeedItemKinds;

namespace XelaConnect.Grains.Growth;

internal sealed record FeedNotice(string Key, FeedItemText Text);

/// <summary>Derived from the states before and after a decision, so no command has to know the milestones.</summary>
internal static class MilestoneNotices
{
    private const int MinStreakToSave = 3;
    private const int Evening = 18;

    /// <summary>Streaks with a notice. At 7, 30 and 100 the badge is the notice.</summary>
    private static readonly (int Days, string Title, string Text)[] Milestones =
    [
        (3, "Three days in a row", "A small rhythm has begun. Keep it gentle."),
        (14, "Two weeks in a row", "Fourteen days. You are good company for yourself."),
        (60, "Sixty days in a row", "Two months of coming back. That is care, made visible."),
        (365, "A whole year in a row",
            "Every single day of a year. There are few words for that; thank you for being here."),
    ];

    public static Decision<UserEvent> WithNotices(UserState before, Decision<UserEvent> decision, DateTimeOffset now)
    {
        if (decision.Events.IsEmpty) return decision;
        var after = decision.Events.Aggregate(before,
            (user, happened) => UserState.Apply(user, new EventEnvelope<UserEvent>(0, 0, now, null, happened)));
        if (!after.Exists || after.IsGone) return decision;
        decision = decision.AndSend([.. Notices(before, after, now).Select(notice => FeedMessages.AddInBackground.To(
            after.Id, new AddFeedItem($"{after.Id}/{notice.Key}", notice.Text, notice.Key)))]);
        if (SuggestsAt(before, after) is not { } occasion) return decision;
        var suggest = new SuggestFor($"suggest/{occasion}", after.LastDay);
        return decision.AndSend(SuggestionsMessages.Suggest.To(after.Id, suggest));
    }

    public static IEnumerable<FeedNotice> Notices(UserState before, UserState after, DateTimeOffset now)
    {
        if (IsMember(after) && !IsMember(before)) yield return Welcome(after);
        foreach (var badge in Badges.All)
            if (!badge.IsEarned(before) && badge.IsEarned(after)) yield return Earned(badge);
        foreach (var (days, title, text) in Milestones)
            if (before.MaxStreak < days && after.MaxStreak >= days)
                yield return Notice(Invariant($"streak/{days}"), Medium, title, text, "See my path", "/dashboard");
        if (IsSaved(before, after, now))
            yield return Notice(
                Invariant($"streak-saved/{after.LastDay:yyyy-MM-dd}"), Low, "Just in time",
                $"You came back before the day was over, and your {after.Streak} days go on.",
                "See my path", "/dashboard");
        if (before.Exists && WeekOf(before.LastDay) != WeekOf(after.LastDay)) yield return Week(after, now);
        var (begun, courses) = (before.Facet<LearningFacet>().Courses, after.Facet<LearningFacet>().Courses);
        foreach (var notice in Courses(begun, courses)) yield return notice;
        if (after.Facet<BoostFacet>().Until is { } until && until > now && until != before.Facet<BoostFacet>().Until)
            yield return Boosted(until);
    }

    /// <summary>The first visit of a day, or the first interests; null for no search.</summary>
    public static string? SuggestsAt(UserState before, UserState after) =>
        !before.Exists || !IsMember(after) ? null
        : after.LastDay > before.LastDay ? Invariant($"{after.LastDay:yyyy-MM-dd}")
        : before.Interests.IsEmpty && !after.Interests.IsEmpty ? Invariant($"{after.LastDay:yyyy-MM-dd}/interests")
        : null;

    private static bool IsMember(UserState user) => user is { Exists: true, IsGuest: false };

    /// <summary>The streak grew in the last quarter of a day, after no visit since noon of the day before.</summary>
    private static bool IsSaved(UserState before, UserState after, DateTimeOffset now)
    {
        if (after.Streak <= before.Streak || after.Streak < MinStreakToSave || !before.Exists) return false;
        var local = LocalDays.TimeIn(before.TimeZone, now);
        return local.Hour >= Evening && LocalDays.TimeIn(before.TimeZone, before.LastSeen) < local.Date.AddDays(-0.5);
    }

    private static FeedNotice Welcome(UserState user) => Notice(
        "welcome", High, $"Welcome, {TextForm.Isolated(user.Name)}",
        "It is good that you are here. Look around, and join a circle that feels like yours.",
        "Find a circle", "/circles", Opportunity);

    private static FeedNotice Earned(Badge badge) => Notice(
        $"badge/{badge.Name}", High, $"A new badge: {badge.Name}", badge.Text, "See my badges", "/profile");

    private static FeedNotice Week(UserState user, DateTimeOffset now)
    {
        var (key, growth) = ($"week/{WeekOf(user.LastDay)}", PathDays.GrowthOn(user.Path, UtcDay.Of(now)));
        return growth > 0
            ? Notice(
                key, Medium, "Your week, looked back on",
                Invariant($"In the last seven days your path rose by {growth}. What helped most?"),
                "Write it down", "/reflections")
            : Notice(
                key, Medium, "A new week begins",
                "The last one was quiet, and that is fine. One small step is enough for today.",
                "Write a reflection", "/reflections");
    }

    private static IEnumerable<FeedNotice> Courses(
        ImmutableArray<CourseProgress> before, ImmutableArray<CourseProgress> after)
    {
        if (before == after) yield break;
        foreach (var (id, _, percent) in after)
        {
            var was = before.FirstOrDefault(c => c.CourseId == id)?.Percent ?? 0;
            if (was < 100 && percent >= 100)
                yield return Notice(
                    $"course/{id}/finished", Medium, "A course finished",
                    "You went all the way. Let what you learned settle a little.", "See the course", $"/courses/{id}");
            else if (was < 50 && percent is >= 50 and < 100)
                yield return Notice(
                    $"course/{id}/half", Medium, "Half way through",
                    "The first half of your course is behind you. The second one waits, without hurry.",
                    "Go on", $"/courses/{id}");
        }
    }

    private static FeedNotice Boosted(DateTimeOffset until) => Notice(
        Invariant($"boost/{until.ToUnixTimeSeconds()}"), High, "Your boost has begun",
        "For a while people who fit you see you sooner. Be yourself; that is enough.",
        "Discover people", "/discover", Boost);

    private static FeedNotice Notice(
        string key, string priority, string title, string text, string action, string link, string kind = Insight) =>
        new(key, new FeedItemText(kind, priority, title, text, action, link));

    private static string WeekOf(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        return Invariant($"{ISOWeek.GetYear(at):0000}-W{ISOWeek.GetWeekOfYear(at):00}");
    }
}
