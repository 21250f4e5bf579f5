using XelaConnect.Grains.Growth;

namespace XelaConnect.Grains.Profiles;

/// <summary>State of a user, with the facets that other features own.</summary>
internal sealed record UserState(string Id)
{
    /// <summary>Null until the user is created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    public string? Email { get; init; }
    public string Name { get; init; } = "";
    public string? Picture { get; init; }
    public int? Age { get; init; }
    public string? City { get; init; }
    public string? Bio { get; init; }
    public string? IdentityBadge { get; init; }
    public ImmutableArray<string> Interests { get; init; } = [];
    public bool IsGuest { get; init; }

    /// <summary>When the owner of the address last reclaimed the account. Earlier sessions are ended.</summary>
    public DateTimeOffset? ReclaimedAt { get; init; }
    public string ReferralCode { get; init; } = "";
    public string? ReferredBy { get; init; }

    /// <summary>IANA name of the time zone by whose dates the streak is counted; null is UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The last day with a visit, and the streak up to it. See <see cref="UserRules.SetTimeZone"/>.</summary>
    public DateOnly LastDay { get; init; }
    public int Streak { get; init; }

    /// <summary>The longest streak.</summary>
    public int MaxStreak { get; init; }
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Live sessions by id.</summary>
    public ImmutableDictionary<string, SessionView> Sessions { get; init; } = ImmutableDictionary<string, SessionView>.Empty;

    /// <summary>Sessions whose end was requested and is not confirmed yet. They are not live.</summary>
    public ImmutableHashSet<string> Ending { get; init; } = [];

    /// <summary>Parts that other features own, each in its newest version.</summary>
    public ImmutableArray<FacetVersion> Facets { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether the user, who signed up with a code, participated since: the referral is converted.</summary>
    public bool HasParticipated { get; init; }

    /// <summary>The emotional path on the last days on which it rose, for the growth of a week.</summary>
    public ImmutableArray<PathDay> Path { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Removed as fraud by an admin.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The <see cref="DiscoveryReplica.Model"/> of the profile that discovery has; 0 before the first one was sent.</summary>
    public int DiscoveryModel { get; init; }

    [JsonIgnore]
    public bool Exists => CreatedAt is not null;

    /// <summary>Every course that the user owns or has begun; one without progress is at 0 percent.</summary>
    [JsonIgnore]
    public ImmutableArray<CourseProgress> CoursesProgress
    {
        get
        {
            var begun = Facet<LearningFacet>().Courses;
            var unbegun = Facet<WalletFacet>().CourseIds.Where(id => !begun.Any(course => course.CourseId == id));
            return [.. begun, .. unbegun.Select(id => new CourseProgress(id, [], 0))];
        }
    }

    /// <summary>A facet, or an empty one before its first update.</summary>
    public T Facet<T>() where T : UserFacet, new()
    {
        foreach (var stored in Facets)
            if (stored.Facet is T facet) return facet;
        return new T();
    }

    /// <summary>The stored version of a kind of facet; 0 before its first update.</summary>
    public long VersionOf(UserFacet kind)
    {
        foreach (var stored in Facets)
            if (stored.Facet.GetType() == kind.GetType()) return stored.Version;
        return 0;
    }

    public static UserState Apply(UserState user, EventEnvelope<UserEvent> recorded) => recorded.Event switch
    {
        UserCreated e => user with
        {
            CreatedAt = recorded.At, Email = e.Email, Name = e.Name, Picture = e.Picture, Age = e.Age, City = e.City, IsGuest = e.IsGuest,
            ReferralCode = e.ReferralCode, ReferredBy = e.ReferredBy, LastDay = UtcDay.Of(recorded.At), Streak = 1, MaxStreak = 1,
            LastSeen = recorded.At,
        },
        UserUpgraded e => user with { IsGuest = false, Email = e.Email, Name = e.Name },
        ProfileUpdated e => user with
        {
            Name = e.Name, Bio = e.Bio, Interests = e.Interests, IdentityBadge = e.IdentityBadge, Age = e.Age, City = e.City,
                Picture = e.Picture,
        },
        UserReclaimed e => user with
        {
            Name = e.Name, Picture = e.Picture, Bio = null, Interests = [], IdentityBadge = null, Age = null, City = null, TimeZone = null,
            ReclaimedAt = e.At,
        },
        UserSeen => Seen(user, UtcDay.Of(recorded.At), recorded.At),
        UserSeenOn e => Seen(user, e.Day, recorded.At),
        TimeZoneSet e => user with { TimeZone = e.TimeZone, LastDay = Later(user.LastDay, e.Today) },
        SessionAdded e => user with
        {
            Sessions = user.Sessions.RemoveRange(user.Sessions.Values.Where(s => s.ExpiresAt <= recorded.At).Select(s => s.Id))
                .SetItem(e.Session.Id, e.Session),
        },
        SessionRemoved e => user with { Sessions = user.Sessions.Remove(e.SessionId), Ending = user.Ending.Remove(e.SessionId) },
        SessionEndRequested e => user with { Sessions = user.Sessions.RemoveRange(e.SessionIds), Ending = user.Ending.Union(e.SessionIds) },
        FacetUpdated e => Moved(WithFacet(user, e), recorded.At),
        UserParticipated => user with { HasParticipated = true },
        DiscoveryProfileSent e => user with { DiscoveryModel = Math.Max(user.DiscoveryModel, e.Model) },
        UserRemoved => user with { IsRemoved = true },
        _ => throw new InvalidDataException($"A user does not know the event {recorded.Event.GetType().Name}."),
    };

    private static UserState Seen(UserState user, DateOnly day, DateTimeOffset at)
    {
        var streak = UserRules.StreakOn(user, day);
        return user with { LastDay = Later(user.LastDay, day), Streak = streak, MaxStreak = Math.Max(user.MaxStreak, streak),
            LastSeen = at };
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static UserState WithFacet(UserState user, FacetUpdated e)
    {
        var updated = new FacetVersion(e.Version, WithPeaks(user, e.Facet));
        var others = user.Facets.RemoveAll(stored => stored.Facet.GetType() == e.Facet.GetType());
        return user with { Facets = others.Add(updated) };
    }

    /// <summary>Keeps the figures that never fall at their peaks: badges and the emotional path are derived from them.</summary>
    private static UserFacet WithPeaks(UserState user, UserFacet facet)
    {
        switch (facet)
        {
            case CirclesFacet f:
                return f with { Max = Math.Max(user.Facet<CirclesFacet>().Max, f.CircleIds.Length) };
            case ReferralsFacet f:
                return f with { MaxConversions = Math.Max(user.Facet<ReferralsFacet>().MaxConversions, f.Conversions) };
            case ConnectionsFacet f:
                return f with { Max = Math.Max(user.Facet<ConnectionsFacet>().Max, f.Max) };
            case CompanionFacet f:
                return f with { Days = Math.Max(user.Facet<CompanionFacet>().Days, f.Days) };
            case LearningFacet f:
                var learning = user.Facet<LearningFacet>();
                return f with
                {
                    ModulesFinished = Math.Max(learning.ModulesFinished, f.ModulesFinished),
                    CoursesFinished = Math.Max(learning.CoursesFinished, f.CoursesFinished),
                };
            case ReflectionsFacet f:
                var reflections = user.Facet<ReflectionsFacet>();
                return f with { Written = Math.Max(reflections.Written, f.Written), Days = Math.Max(reflections.Days, f.Days) };
            default:
                return facet;
        }
    }

    private static UserState Moved(UserState user, DateTimeOffset at) =>
        user with { Path = PathDays.Moved(user.Path, UtcDay.Of(at), EmotionalPath.Of(user)) };
}

/// <summary>A facet and the sender's seq that it is as of.</summary>
internal sealed record FacetVersion(long Version, UserFacet Facet);
