using XelaConnect.Grains.Profiles;

namespace XelaConnect.Grains.Growth;

/// <summary>Reads a figure that never falls, so a badge is never lost.</summary>
internal sealed record Badge(string Name, string Text, Func<UserState, int> Figure, int AtLeast)
{
    public bool IsEarned(UserState user) => Figure(user) >= AtLeast;
}

internal static class Badges
{
    public static readonly ImmutableArray<Badge> All =
    [
        new("First Step", "You finished your first module. Every path begins like this.", Modules, 1),
        new("Course Graduate", "A whole course, from its first page to its last. Well done.", Courses, 1),
        new("Lifelong Learner", "Three courses finished, and still curious.", Courses, 3),
        new("Circle Explorer", "Three circles know you by now.", static user => user.Facet<CirclesFacet>().Max, 3),
        new("First Friend", "Somebody said yes, or you did. Your first connection is here.", Connections, 1),
        new("Well Connected", "Ten people walk along with you.", Connections, 10),
        new("Friend Bringer", "Somebody came because of you, and stayed to take part.", Conversions, 1),
        new("Community Builder", "Ten people found their way here through you.", Conversions, 10),
        new("Week of Light", "Seven days in a row. You keep a promise to yourself.", Streak, 7),
        new("Month of Light", "Thirty days in a row. This is a habit now, and a good one.", Streak, 30),
        new("Hundred Days of Light", "A hundred days in a row. Take a moment to be proud.", Streak, 100),
        new("First Words", "Your first reflection is written. It is yours, and it stays so.", Reflections, 1),
        new("Keeper of Words", "Twenty-five reflections. Leaf back once, and see how far you came.", Reflections, 25),
        new("Heart to Heart", "Seven days on which you talked with Xela.", CompanionDays, 7),
        new("Trusted Voice", "Thirty days on which you talked with Xela. Thank you for the trust.", CompanionDays, 30),
        new("Halfway There", "Your emotional path stands at 50. Look back for a moment.", EmotionalPath.Of, 50),
        new("Whole Heart", "Your emotional path stands at 100. All of it was you.", EmotionalPath.Of, 100),
    ];

    public static ImmutableArray<string> Of(UserState user) =>
        [.. All.Where(badge => badge.IsEarned(user)).Select(static badge => badge.Name)];

    private static int Modules(UserState user) => user.Facet<LearningFacet>().ModulesFinished;
    private static int Courses(UserState user) => user.Facet<LearningFacet>().CoursesFinished;
    private static int Connections(UserState user) => user.Facet<ConnectionsFacet>().Max;
    private static int Conversions(UserState user) => user.Facet<ReferralsFacet>().MaxConversions;
    private static int Streak(UserState user) => user.MaxStreak;
    private static int Reflections(UserState user) => user.Facet<ReflectionsFacet>().Written;
    private static int CompanionDays(UserState user) => user.Facet<CompanionFacet>().Days;
}
