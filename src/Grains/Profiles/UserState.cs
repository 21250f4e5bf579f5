using XelaConnect.Grains.Growth;

namespace XelaConnect.Grains.Profiles;

internal sealed record UserState(string Id)
{
    public DateTimeOffset? CreatedAt { get; init; }
    public string? Email { get; init; }
    public string Name { get; init; } = "";
    public string? Picture { get; init; }
    /// <summary>The age as it was said last; null also where the user shows none. See <see cref="AgeRules.Shown"/>.</summary>
    public int? Age { get; init; }
    /// <summary>The one that was given; otherwise the latest one of the age that was said.</summary>
    public DateOnly? BirthDate { get; init; }
    public bool IsBirthDateGiven { get; init; }
    public string? City { get; init; }
    public string? Bio { get; init; }
    public string? IdentityBadge { get; init; }
    public ImmutableArray<string> Interests { get; init; } = [];
    public bool IsGuest { get; init; }
    /// <summary>Sessions opened before are ended.</summary>
    public DateTimeOffset? ReclaimedAt { get; init; }
    public string ReferralCode { get; init; } = "";
    public string? ReferredBy { get; init; }
    /// <summary>The address is verified.</summary>
    public bool IsVerified { get; init; }
    /// <summary>Of mails; null: unknown.</summary>
    public string? Language { get; init; }
    /// <summary>IANA name; null is UTC. The streak is counted by dates of this zone.</summary>
    public string? TimeZone { get; init; }
    /// <summary>The last day with a visit. See <see cref="UserRules.SetTimeZone"/>.</summary>
    public DateOnly LastDay { get; init; }
    public int Streak { get; init; }
    public int MaxStreak { get; init; }
    public DateTimeOffset LastSeen { get; init; }
    public ImmutableDictionary<string, SessionView> Sessions { get; init; } =
        ImmutableDictionary<string, SessionView>.Empty;
    /// <summary>Sessions whose end is requested and not confirmed yet. They are not live.</summary>
    public ImmutableHashSet<string> Ending { get; init; } = [];
    public ImmutableArray<FacetVersion> Facets { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>A user who signed up with a code has participated since, and the code knows.</summary>
    public bool HasParticipated { get; init; }
    /// <summary>The emotional path on the last days on which it rose, for the growth of a week.</summary>
    public ImmutableArray<PathDay> Path { get; init => field = value.IsDefault ? [] : value; } = [];
    public bool IsRemoved { get; init; }
    /// <summary>Null unless the user asked to be erased and has not come back. Others see that the user left.</summary>
    public Leaving? Leaving { get; init; }
    [JsonIgnore] public bool IsGone => IsRemoved || Leaving is not null;
    /// <summary>The <see cref="DiscoveryReplica.Model"/> that discovery has; 0 before the first.</summary>
    public int DiscoveryModel { get; init; }
    [JsonIgnore] public bool Exists => CreatedAt is not null;
    /// <summary>Snapshots of earlier versions have an age only; the next visit stores the date.</summary>
    [JsonIgnore] public DateOnly? Born => BirthDate ?? (Age is { } age ? Ages.LatestBirth(age, LastDay) : null);

    /// <summary>Every course that the user owns or has begun; one without progress is at 0 percent.</summary>
    [JsonIgnore]
    public ImmutableArray<CourseProgress> CoursesProgress =>
    [
        .. Facet<LearningFacet>().Courses,
        .. Facet<WalletFacet>().CourseIds.Except(Facet<LearningFacet>().Courses.Select(course => course.CourseId))
            .Select(id => new CourseProgress(id, [], 0)),
    ];

    public T Facet<T>() where T : UserFacet, new()
    {
        foreach (var stored in Facets)
            if (stored.Facet is T facet) return facet;
        return new T();
    }

    public long VersionOf(UserFacet kind) =>
        Facets.FirstOrDefault(stored => stored.Facet.GetType() == kind.GetType())?.Version ?? 0;

    public static UserState Apply(UserState user, EventEnvelope<UserEvent> recorded) => recorded.Event switch
    {
        UserCreated e => user with
        {
            CreatedAt = recorded.At, Email = e.Email, Name = e.Name, Picture = e.Picture, Age = e.Age, City = e.City,
            IsGuest = e.IsGuest, ReferralCode = e.ReferralCode, ReferredBy = e.ReferredBy,
            LastDay = UtcDay.Of(recorded.At), Streak = 1, MaxStreak = 1, LastSeen = recorded.At,
            IsVerified = e.IsVerified == true, Language = e.Language,
            BirthDate = AgeRules.After(user, e.BirthDate, e.Age, recorded.At), IsBirthDateGiven = e.BirthDate is not null,
        },
        UserUpgraded e => user with { IsGuest = false, Email = e.Email, Name = e.Name },
        ProfileUpdated e => user with
        {
            Name = e.Name, Bio = e.Bio, Interests = e.Interests, IdentityBadge = e.IdentityBadge, Age = e.Age,
            City = e.City, Picture = e.Picture, BirthDate = AgeRules.After(user, e.BirthDate, e.Age, recorded.At),
            IsBirthDateGiven = user.IsBirthDateGiven || e.BirthDate is not null,
        },
        UserReclaimed e => user with
        {
            Name = e.Name, Picture = e.Picture, Bio = null, Interests = [], IdentityBadge = null, Age = null,
            City = null, TimeZone = null, ReclaimedAt = e.At, IsVerified = true, BirthDate = null,
            IsBirthDateGiven = false,
        },
        UserVerified => user with { IsVerified = true },
        UserEmailChanged e => user with { Email = e.Email, IsVerified = true },
        LanguageSet e => user with { Language = e.Language },
        UserSeen => Seen(user, UtcDay.Of(recorded.At), recorded.At),
        UserSeenOn e => Seen(user, e.Day, recorded.At),
        TimeZoneSet e => user with { TimeZone = e.TimeZone, LastDay = Later(user.LastDay, e.Today) },
        SessionAdded e => user with
        {
            Sessions = user.Sessions.Where(s => s.Value.ExpiresAt > recorded.At).ToImmutableDictionary()
                .SetItem(e.Session.Id, e.Session),
        },
        SessionRemoved e => user with
        {
            Sessions = user.Sessions.Remove(e.SessionId), Ending = user.Ending.Remove(e.SessionId),
        },
        SessionEndRequested e => user with
        {
            Sessions = user.Sessions.RemoveRange(e.SessionIds), Ending = user.Ending.Union(e.SessionIds),
        },
        FacetUpdated e => WithFacet(user, e, UtcDay.Of(recorded.At)),
        UserParticipated => user with { HasParticipated = true },
        DiscoveryProfileSent e => user with { DiscoveryModel = Math.Max(user.DiscoveryModel, e.Model) },
        UserRemoved => user with { IsRemoved = true },
        ErasureRequested e => user with { Leaving = new(recorded.At, e.ErasesAt, e.ReceiptId, IsStarted: false) },
        ErasureCancelled => user with { Leaving = null },
        ErasureStarted => user with { Leaving = user.Leaving! with { IsStarted = true } },
        _ => throw new InvalidDataException($"A user does not know the event {recorded.Event.GetType().Name}."),
    };

    private static UserState Seen(UserState user, DateOnly day, DateTimeOffset at)
    {
        var streak = UserRules.StreakOn(user, day);
        var max = Math.Max(user.MaxStreak, streak);
        return user with
        {
            LastDay = Later(user.LastDay, day), Streak = streak, MaxStreak = max, LastSeen = at, BirthDate = user.Born,
        };
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static UserState WithFacet(UserState user, FacetUpdated e, DateOnly day)
    {
        var others = user.Facets.RemoveAll(stored => stored.Facet.GetType() == e.Facet.GetType());
        var after = user with { Facets = others.Add(new FacetVersion(e.Version, WithPeaks(user, e.Facet))) };
        return after with { Path = PathDays.Moved(user.Path, day, EmotionalPath.Of(after)) };
    }

    /// <summary>Badges and the emotional path are derived from these figures, so they never fall.</summary>
    private static UserFacet WithPeaks(UserState user, UserFacet facet) => facet switch
    {
        CirclesFacet f => f with { Max = Math.Max(user.Facet<CirclesFacet>().Max, f.CircleIds.Length) },
        ReferralsFacet f when user.Facet<ReferralsFacet>().MaxConversions is var max =>
            f with { MaxConversions = Math.Max(max, f.Conversions) },
        ConnectionsFacet f => f with { Max = Math.Max(user.Facet<ConnectionsFacet>().Max, f.Max) },
        CompanionFacet f => f with { Days = Math.Max(user.Facet<CompanionFacet>().Days, f.Days) },
        LearningFacet f when user.Facet<LearningFacet>() is var was => f with
        {
            ModulesFinished = Math.Max(was.ModulesFinished, f.ModulesFinished),
            CoursesFinished = Math.Max(was.CoursesFinished, f.CoursesFinished),
        },
        ReflectionsFacet f when user.Facet<ReflectionsFacet>() is var was =>
            f with { Written = Math.Max(was.Written, f.Written), Days = Math.Max(was.Days, f.Days) },
        _ => facet,
    };
}

internal sealed record Leaving(DateTimeOffset RequestedAt, DateTimeOffset ErasesAt, string ReceiptId, bool IsStarted);

internal sealed record FacetVersion(long Version, UserFacet Facet);
