using XelaConnect.Grains.Profiles;

namespace XelaConnect.Grains.Growth;

/// <summary>
/// A badge: its name, the text of its feed item, and its rule. Rules read figures that never fall, so a badge is never
/// lost.
/// </summary>
internal sealed record Badge(string Name, string Text, Func<UserState, bool> IsEarned);

/// <summary>The badges and their rules.</summary>
internal static class Badges
{
    public static readonly ImmutableArray<Badge> All =
    [
        new("First Step", "You finished your first module. Every path begins like this.",
            static user => user.Facet<LearningFacet>().ModulesFinished >= 1),
        new("Course Graduate", "A whole course, from its first page to its last. Well done.",
            static user => user.Facet<LearningFacet>().CoursesFinished >= 1),
        new("Lifelong Learner", "Three courses finished, and still curious.",
            static user => user.Facet<LearningFacet>().CoursesFinished >= 3),
        new("Circle Explorer", "Three circles know you by now.", static user => user.Facet<CirclesFacet>().Max >= 3),
        new("First Friend", "Somebody said yes, or you did. Your first connection is here.",
            static user => user.Facet<ConnectionsFacet>().Max >= 1),
        new("Well Connected", "Ten people walk along with you.", static user => user.Facet<ConnectionsFacet>().Max >= 10),
        new("Friend Bringer", "Somebody came because of you, and stayed to take part.",
            static user => user.Facet<ReferralsFacet>().MaxConversions >= 1),
        new("Community Builder", "Ten people found their way here through you.",
            static user => user.Facet<ReferralsFacet>().MaxConversions >= 10),
        new("Week of Light", "Seven days in a row. You keep a promise to yourself.", static user => user.MaxStreak >= 7),
        new("Month of Light", "Thirty days in a row. This is a habit now, and a good one.", static user => user.MaxStreak >= 30),
        new("Hundred Days of Light", "A hundred days in a row. Take a moment to be proud.", static user => user.MaxStreak >= 100),
        new("First Words", "Your first reflection is written. It is yours, and it stays so.",
            static user => user.Facet<ReflectionsFacet>().Written >= 1),
        new("Keeper of Words", "Twenty-five reflections. Leaf back once, and see how far you came.",
            static user => user.Facet<ReflectionsFacet>().Written >= 25),
        new("Heart to Heart", "Seven days on which you talked with Xela.", static user => user.Facet<CompanionFacet>().Days >= 7),
        new("Trusted Voice", "Thirty days on which you talked with Xela. Thank you for the trust.",
            static user => user.Facet<CompanionFacet>().Days >= 30),
        new("Halfway There", "Your emotional path stands at 50. Look back for a moment.", static user => EmotionalPath.Of(user) >= 50),
        new("Whole Heart", "Your emotional path stands at 100. All of it was you.", static user => EmotionalPath.Of(user) >= 100),
    ];

    /// <summary>The badges that a user has earned, in the order of the rules.</summary>
    public static ImmutableArray<string> Of(UserState user) =>
        [.. All.Where(badge => badge.IsEarned(user)).Select(static badge => badge.Name)];
}
