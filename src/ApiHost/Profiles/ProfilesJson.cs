using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.ApiHost.Profiles;

/// <summary>The caller's own view (<c>docs/api/http.md</c>, "user").</summary>
internal record UserJson
{
    public required string Id { get; init; }
    public required string? Email { get; init; }
    public required string Name { get; init; }
    public required string? Picture { get; init; }
    public required int? Age { get; init; }
    public required string? City { get; init; }
    public required string? Bio { get; init; }
    public required string? IdentityBadge { get; init; }
    public required ImmutableArray<string> Interests { get; init; }
    public required int Streak { get; init; }
    public required int ConnectionsCount { get; init; }
    public required ImmutableArray<string> CirclesJoined { get; init; }
    public required IReadOnlyList<CourseProgressJson> CoursesProgress { get; init; }
    public required int EmotionalPathProgress { get; init; }
    public required int WeeklyGrowth { get; init; }
    public required string SubscriptionTier { get; init; }
    public required DateTimeOffset? SubscriptionExpiresAt { get; init; }
    public required long Credits { get; init; }
    public required string ReferralCode { get; init; }
    public required string? ReferredBy { get; init; }
    public required int ReferralsCount { get; init; }
    public required int ReferralConversions { get; init; }
    public required ImmutableArray<string> Badges { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastActive { get; init; }
    public required bool IsGuest { get; init; }
    public required string? TimeZone { get; init; }

    public static UserJson Of(UserView user) => new()
    {
        Id = user.Id,
        Email = user.Email,
        Name = user.Name,
        Picture = user.Picture,
        Age = user.Age,
        City = user.City,
        Bio = user.Bio,
        IdentityBadge = user.IdentityBadge,
        Interests = user.Interests,
        Streak = user.Streak,
        ConnectionsCount = user.ConnectionsCount,
        CirclesJoined = user.CirclesJoined,
        CoursesProgress = [.. user.CoursesProgress.Select(CourseProgressJson.Of)],
        EmotionalPathProgress = user.EmotionalPath,
        WeeklyGrowth = user.WeeklyGrowth,
        SubscriptionTier = user.SubscriptionTier,
        SubscriptionExpiresAt = user.SubscriptionExpiresAt,
        Credits = user.Credits,
        ReferralCode = user.ReferralCode,
        ReferredBy = user.ReferredBy,
        ReferralsCount = user.ReferralsCount,
        ReferralConversions = user.ReferralConversions,
        Badges = user.Badges,
        CreatedAt = user.CreatedAt,
        LastActive = user.LastActive,
        IsGuest = user.IsGuest,
        TimeZone = user.TimeZone,
    };
}

/// <summary>A user as others see them (<c>docs/api/http.md</c>, "public user"). No other field is public.</summary>
internal sealed record PublicUserJson(
    string Id, string Name, string? Picture, int? Age, string? City, string? Bio, string? IdentityBadge, ImmutableArray<string> Interests,
        int Streak,
    int ConnectionsCount, ImmutableArray<string> Badges, int EmotionalPathProgress, bool Online)
{
    private const string DeletedUserName = "Someone who left";

    /// <summary>The public form of a view; <paramref name="online"/> only where the caller may see it.</summary>
    public static PublicUserJson Of(UserView user, bool online = false) => user.IsRemoved ? Deleted(user.Id)
        : new(user.Id, user.Name, user.Picture, user.Age, user.City, user.Bio, user.IdentityBadge, user.Interests, user.Streak,
            user.ConnectionsCount, user.Badges, user.EmotionalPath, online);

    /// <summary>A user who was removed or does not exist.</summary>
    public static PublicUserJson Deleted(string id) => new(id, DeletedUserName, null, null, null, null, null, [], 0, 0, [], 0, false);
}

/// <summary>Progress in a course.</summary>
internal sealed record CourseProgressJson(string CourseId, int Progress, ImmutableArray<string> CompletedModules)
{
    public static CourseProgressJson Of(CourseProgress course) => new(course.CourseId, course.Percent, course.Completed);
}

/// <summary>The user, with the same fields at the top level, where existing clients read them.</summary>
internal sealed record UserAtTopLevelJson : UserJson
{
    [SetsRequiredMembers]
    public UserAtTopLevelJson(UserJson user) : base(user) => User = user;

    public UserJson User { get; }
}

/// <summary>The caller.</summary>
internal sealed record MeJson(UserJson User);

/// <summary>The caller after a change.</summary>
internal sealed record UserChangedJson(string Message, UserJson User);

/// <summary>The dashboard (<c>docs/api/http.md</c>, endpoint 6).</summary>
internal sealed record DashboardJson(DashboardStatsJson Stats, string DailyMessage)
{
    public static DashboardJson Of(DashboardView view) =>
        new(new(view.Streak, view.Connections, view.CirclesJoined, view.CoursesInProgress, view.EmotionalPath, view.WeeklyGrowth),
            view.DailyMessage);
}

/// <summary>The dashboard's figures.</summary>
internal sealed record DashboardStatsJson(int Streak, int Connections, int CirclesJoined, int CoursesInProgress,
    int EmotionalPathProgress, int WeeklyGrowth);

/// <summary>Body of a change of profile: any of these; "" or null clears all but the name.</summary>
internal sealed record ProfileRequest(
    [property: Length(1, Limits.Name)] string? Name = null,
    [property: MaxLength(Limits.Bio)] string? Bio = null,
    [property: MaxLength(Limits.Interests), ItemLength(Limits.Interest)] IReadOnlyList<string>? Interests = null,
    [property: IdentityBadge] string? IdentityBadge = null,
    [property: Range(Limits.AgeFrom, Limits.AgeTo)] int? Age = null,
    [property: MaxLength(Limits.City)] string? City = null,
    [property: MaxLength(Limits.Url)] string? Picture = null);

/// <summary>Body of a change of time zone: an IANA name; "" or null clears it.</summary>
internal sealed record TimeZoneRequest([property: MaxLength(Limits.TimeZone)] string? TimeZone);
