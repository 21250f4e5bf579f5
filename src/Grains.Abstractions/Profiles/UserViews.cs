using XelaConnect.Courses;

namespace XelaConnect.Profiles;

/// <summary>
/// The own view of a user (<c>docs/api/http.md</c>, "user"). One who asked to be erased is removed, too, and may come
/// back until <paramref name="ErasesAt"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("accounts.user-view.v1")]
public sealed record UserView(
    [property: Id(0)] string Id, [property: Id(1)] string? Email, [property: Id(2)] string Name,
    [property: Id(3)] string? Picture, [property: Id(4)] int? Age, [property: Id(5)] string? City,
    [property: Id(6)] string? Bio, [property: Id(7)] string? IdentityBadge,
    [property: Id(8)] ImmutableArray<string> Interests, [property: Id(9)] int Streak,
    [property: Id(10)] ImmutableArray<string> CirclesJoined, [property: Id(11)] string SubscriptionTier,
    [property: Id(12)] string ReferralCode, [property: Id(13)] string? ReferredBy,
    [property: Id(14)] int ReferralsCount, [property: Id(15)] int ReferralConversions,
    [property: Id(16)] DateTimeOffset CreatedAt, [property: Id(17)] DateTimeOffset LastActive,
    [property: Id(18)] bool IsGuest, [property: Id(19)] DateTimeOffset? SubscriptionExpiresAt,
    [property: Id(20)] long Credits, [property: Id(21)] ImmutableArray<CourseProgress> CoursesProgress,
    [property: Id(22)] int EmotionalPath, [property: Id(23)] int WeeklyGrowth,
    [property: Id(24)] ImmutableArray<string> Badges, [property: Id(25)] bool IsRemoved,
    [property: Id(26)] int ConnectionsCount, [property: Id(27)] string? TimeZone = null,
    [property: Id(28)] bool IsVerified = false, [property: Id(29)] string? Language = null,
    [property: Id(30)] DateOnly? BirthDate = null, [property: Id(31)] bool IsBirthDateGiven = false,
    [property: Id(32)] DateTimeOffset? ErasesAt = null);

/// <summary>What a profile said from a moment on, as its journal has it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.profile-version.v1")]
public sealed record ProfileVersion(
    [property: Id(0)] DateTimeOffset Since, [property: Id(1)] string? Email, [property: Id(2)] string Name,
    [property: Id(3)] string? Picture, [property: Id(4)] int? Age, [property: Id(5)] string? City,
    [property: Id(6)] string? Bio, [property: Id(7)] string? IdentityBadge,
    [property: Id(8)] ImmutableArray<string> Interests);

/// <summary>Figures of the dashboard, and the daily message.</summary>
[GenerateSerializer, Immutable, Alias("accounts.dashboard.v1")]
public sealed record DashboardView(
    [property: Id(0)] int Streak, [property: Id(1)] int CirclesJoined, [property: Id(2)] string DailyMessage,
    [property: Id(3)] int CoursesInProgress, [property: Id(4)] int EmotionalPath, [property: Id(5)] int WeeklyGrowth,
    [property: Id(6)] int Connections);

/// <summary>The identity badges.</summary>
public static class IdentityBadges
{
    /// <summary>Every badge.</summary>
    public static readonly ImmutableArray<string> All =
    [
        "Connector", "Creator", "Thinker", "Builder", "Explorer", "Visionary", "Calm Presence", "Funny Friend",
        "Listener", "Leader",
    ];
}
