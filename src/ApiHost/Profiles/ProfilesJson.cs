namespace XelaConnect.ApiHost.Profiles;

/// <summary>The caller's own view (<c>docs/api/http.md</c>, "user").</summary>
internal record UserJson(
    string Id, string? Email, string Name, string Picture, int? Age, string? City, string? Bio, string? IdentityBadge,
    ImmutableArray<string> Interests, int Streak, int ConnectionsCount, int Connections,
    ImmutableArray<string> CirclesJoined, IReadOnlyList<CourseProgressJson> CoursesProgress,
    int EmotionalPathProgress, int WeeklyGrowth,
    string SubscriptionTier, DateTimeOffset? SubscriptionExpiresAt, long Credits, string ReferralCode,
    string? ReferredBy, int ReferralsCount, int ReferralConversions, ImmutableArray<string> Badges,
    DateTimeOffset CreatedAt, DateTimeOffset LastActive, bool IsGuest, string? TimeZone, bool EmailVerified,
    string? Language, DateOnly? BirthDate)
{
    public static UserJson Of(UserView user) => new(
        user.Id, user.Email, user.Name, PictureLinks.OfUser(user.Id, user.Picture), user.Age, user.City, user.Bio,
        user.IdentityBadge, user.Interests,
        user.Streak, user.ConnectionsCount, user.ConnectionsCount, user.CirclesJoined,
        [.. user.CoursesProgress.Select(CourseProgressJson.Of)],
        user.EmotionalPath, user.WeeklyGrowth, user.SubscriptionTier, user.SubscriptionExpiresAt, user.Credits,
        user.ReferralCode, user.ReferredBy, user.ReferralsCount, user.ReferralConversions, user.Badges, user.CreatedAt,
        user.LastActive, user.IsGuest, user.TimeZone, user.IsVerified, user.Language,
            user.IsBirthDateGiven ? user.BirthDate : null);
}

/// <summary>A user as others see them (<c>docs/api/http.md</c>, "public user"). No other field is public.</summary>
internal sealed record PublicUserJson(
    string Id, string Name, string Picture, int? Age, string? City, string? Bio, string? IdentityBadge,
    ImmutableArray<string> Interests, int Streak, int ConnectionsCount, ImmutableArray<string> Badges,
    int EmotionalPathProgress, bool Online)
{
    /// <summary>The public form of a view; <paramref name="online"/> only where the caller may see it.</summary>
    public static PublicUserJson Of(UserView user, bool online = false) => user.IsRemoved ? Deleted(user.Id)
        : new(user.Id, user.Name, PictureLinks.OfUser(user.Id, user.Picture), user.Age, user.City, user.Bio,
            user.IdentityBadge, user.Interests, user.Streak, user.ConnectionsCount, user.Badges, user.EmotionalPath,
            online);

    /// <summary>A user who was removed or does not exist.</summary>
    public static PublicUserJson Deleted(string id) =>
        new(id, FormerUsers.Name, PictureLinks.OfUser(id, null), null, null, null, null, [], 0, 0, [], 0, false);
}

/// <summary>Progress in a course.</summary>
internal sealed record CourseProgressJson(string CourseId, int Progress, ImmutableArray<int> CompletedModules)
{
    public static CourseProgressJson Of(CourseProgress course) =>
        new(course.CourseId, course.Percent, ModuleNumber.Ascending(course.Completed));
}

/// <summary>The user, with the same fields at the top level, where existing clients read them.</summary>
internal sealed record UserAtTopLevelJson(UserJson User) : UserJson(User);
/// <summary>The caller.</summary>
internal sealed record MeJson(UserJson User);
/// <summary>The caller after a change.</summary>
internal sealed record UserChangedJson(string Message, UserJson User);

/// <summary>The dashboard (<c>docs/api/http.md</c>, endpoint 6).</summary>
internal sealed record DashboardJson(DashboardStatsJson Stats, string DailyMessage)
{
    public static DashboardJson Of(DashboardView view) => new(
        new(view.Streak, view.Connections, view.CirclesJoined, view.CoursesInProgress, view.EmotionalPath,
            view.WeeklyGrowth), view.DailyMessage);
}

/// <summary>The dashboard's figures.</summary>
internal sealed record DashboardStatsJson(int Streak, int Connections, int CirclesJoined, int CoursesInProgress,
    int EmotionalPathProgress, int WeeklyGrowth);

/// <summary>
/// Body of a change of profile: any of these; "" or null clears all but the name and the birth date, which is given once.
/// </summary>
internal sealed record ProfileRequest(
    [property: Length(1, Limits.Name)] string? Name = null,
    [property: MaxLength(Limits.Bio)] string? Bio = null,
    [property: MaxLength(Limits.Interests), ItemLength(Limits.Interest)] IReadOnlyList<string>? Interests = null,
    [property: IdentityBadge] string? IdentityBadge = null,
    [property: Range(Limits.AgeFrom, Limits.AgeTo)] int? Age = null,
    [property: MaxLength(Limits.City)] string? City = null,
    [property: MaxLength(Limits.Url)] string? Picture = null,
    DateOnly? BirthDate = null);

/// <summary>Body of a change of time zone: an IANA name; "" or null clears it.</summary>
internal sealed record TimeZoneRequest([property: MaxLength(Limits.TimeZone)] string? TimeZone);

/// <summary>Body of a change of language; "" or null clears it.</summary>
internal sealed record LanguageRequest([property: LanguageOrNone] string? Language);
