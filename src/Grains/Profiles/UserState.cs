using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Growth;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Profiles;

/// <summary>A person as their history tells it, with what other slices project here.</summary>
internal sealed record UserState(string Id)
{
    /// <summary>Null until the person is created.</summary>
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

    /// <summary>When the owner of the address last took the account over; sessions from before are ended.</summary>
    public DateTimeOffset? ReclaimedAt { get; init; }
    public string ReferralCode { get; init; } = "";
    public string? ReferredBy { get; init; }

    /// <summary>The IANA name of the time zone whose dates the streak is counted by; null is UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The last day with an authenticated request, and how many there were in a row up to it. See <see cref="UserRules.SetTimeZone"/>.</summary>
    public DateOnly LastDay { get; init; }
    public int Streak { get; init; }

    /// <summary>The most days there ever were in a row. A snapshot from before it was counted knows the present ones alone.</summary>
    public int MostStreak { get => Math.Max(field, Streak); init; }
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Live sessions by id.</summary>
    public ImmutableDictionary<string, SessionView> Sessions { get; init; } = ImmutableDictionary<string, SessionView>.Empty;

    /// <summary>Sessions that were ordered to end and have not said yet that they did: live no longer.</summary>
    public ImmutableHashSet<string> Ending { get; init; } = [];

    public ImmutableArray<string> Circles { get; init; } = [];
    public long CirclesVersion { get; init; }
    public int Referrals { get; init; }
    public int ReferralConversions { get; init; }
    public long ReferralsVersion { get; init; }

    /// <summary>The most referrals that ever stood converted, and circles joined at once: what was reached once counts for good.</summary>
    public int MostConversions { get; init; }
    public int MostCircles { get; init; }

    /// <summary>Came with a code and took part since: their referral is converted.</summary>
    public bool TookPart { get; init; }

    // What an older snapshot does not have comes out of it as a default, whatever the initializer says; and a default array is none.
    public long Credits { get; init; }
    public ImmutableArray<string> Courses { get; init => field = value.IsDefault ? [] : value; } = [];
    public long WalletVersion { get; init; }
    public ImmutableArray<TierPeriod> Tiers { get; init => field = value.IsDefault ? [] : value; } = [];
    public long SubscriptionVersion { get; init; }
    public DateTimeOffset? BoostedUntil { get; init; }
    public long BoostVersion { get; init; }
    public ImmutableArray<CourseProgress> Learning { get; init => field = value.IsDefault ? [] : value; } = [];
    public int ModulesFinished { get; init; }
    public int CoursesFinished { get; init; }
    public long LearningVersion { get; init; }

    public int Connections { get; init; }

    /// <summary>The most people connected with at once.</summary>
    public int MostConnections { get; init; }
    public long ConnectionsVersion { get; init; }

    /// <summary>Days on which the person ever talked with Xela; reflections ever written, and days on which one was.</summary>
    public int CompanionDays { get; init; }
    public long CompanionVersion { get; init; }
    public int ReflectionsWritten { get; init; }
    public int ReflectionDays { get; init; }
    public long ReflectionsVersion { get; init; }

    /// <summary>Where the emotional path stood on the days it moved, for the growth of a week.</summary>
    public ImmutableArray<PathDay> Path { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Removed as fraud by an admin.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Which <see cref="DiscoveryReplica.Model"/> discovery was told by; 0 for whoever was here before there was discovery, and not since.</summary>
    public int Told { get; init; }

    [JsonIgnore]
    public bool Exists => CreatedAt is not null;

    /// <summary>Every course held or begun: without progress, it stands at 0.</summary>
    [JsonIgnore]
    public ImmutableArray<CourseProgress> CoursesProgress =>
        [.. Learning, .. Courses.Where(id => !Learning.Any(course => course.CourseId == id)).Select(id => new CourseProgress(id, [], 0))];

    public static UserState Apply(UserState user, EventEnvelope<UserEvent> recorded) => recorded.Event switch
    {
        UserCreated e => user with
        {
            CreatedAt = recorded.At, Email = e.Email, Name = e.Name, Picture = e.Picture, Age = e.Age, City = e.City, IsGuest = e.IsGuest,
            ReferralCode = e.ReferralCode, ReferredBy = e.ReferredBy, LastDay = UtcDay.Of(recorded.At), Streak = 1, LastSeen = recorded.At,
        },
        UserUpgraded e => user with { IsGuest = false, Email = e.Email, Name = e.Name },
        ProfileUpdated e => user with
        {
            Name = e.Name, Bio = e.Bio, Interests = e.Interests, IdentityBadge = e.IdentityBadge, Age = e.Age, City = e.City, Picture = e.Picture,
        },
        UserReclaimed e => user with
        {
            Name = e.Name, Picture = e.Picture, Bio = null, Interests = [], IdentityBadge = null, Age = null, City = null, TimeZone = null, ReclaimedAt = e.At,
        },
        UserSeen => Seen(user, UtcDay.Of(recorded.At), recorded.At),
        UserSeenOn e => Seen(user, e.Day, recorded.At),
        TimeZoneSet e => user with { TimeZone = e.TimeZone, LastDay = Later(user.LastDay, e.Today) },
        SessionAdded e => user with
        {
            Sessions = user.Sessions.RemoveRange(user.Sessions.Values.Where(s => s.ExpiresAt <= recorded.At).Select(s => s.Id)).SetItem(e.Session.Id, e.Session),
        },
        SessionRemoved e => user with { Sessions = user.Sessions.Remove(e.SessionId), Ending = user.Ending.Remove(e.SessionId) },
        SessionEndRequested e => user with { Sessions = user.Sessions.RemoveRange(e.SessionIds), Ending = user.Ending.Union(e.SessionIds) },
        CirclesProjected e => Moved(user with { Circles = e.CircleIds, CirclesVersion = e.Version, MostCircles = Math.Max(user.MostCircles, e.CircleIds.Length) }, recorded.At),
        ReferralsProjected e => user with
        {
            Referrals = e.Referrals, ReferralConversions = e.Conversions, MostConversions = Math.Max(user.MostConversions, e.Conversions), ReferralsVersion = e.Version,
        },
        UserParticipated => user with { TookPart = true },
        WalletProjected e => user with { Credits = e.Credits, Courses = e.CourseIds, WalletVersion = e.Version },
        SubscriptionProjected e => user with { Tiers = e.Periods, SubscriptionVersion = e.Version },
        BoostProjected e => user with { BoostedUntil = e.Until, BoostVersion = e.Version },
        DiscoveryProfileSent e => user with { Told = Math.Max(user.Told, e.Model) },
        LearningProjected e => Moved(
            user with
            {
                Learning = e.Courses, ModulesFinished = Math.Max(user.ModulesFinished, e.ModulesFinished), CoursesFinished = Math.Max(user.CoursesFinished, e.CoursesFinished),
                LearningVersion = e.Version,
            },
            recorded.At),
        ConnectionsProjected e => user with { Connections = e.Count, MostConnections = Math.Max(user.MostConnections, e.Most), ConnectionsVersion = e.Version },
        CompanionProjected e => Moved(user with { CompanionDays = Math.Max(user.CompanionDays, e.Days), CompanionVersion = e.Version }, recorded.At),
        ReflectionsProjected e => Moved(
            user with
            {
                ReflectionsWritten = Math.Max(user.ReflectionsWritten, e.Written), ReflectionDays = Math.Max(user.ReflectionDays, e.Days), ReflectionsVersion = e.Version,
            },
            recorded.At),
        UserRemoved => user with { IsRemoved = true },
        _ => throw new InvalidDataException($"A user does not know the event {recorded.Event.GetType().Name}."),
    };

    private static UserState Seen(UserState user, DateOnly day, DateTimeOffset at)
    {
        var streak = UserRules.StreakOn(user, day);
        return user with { LastDay = Later(user.LastDay, day), Streak = streak, MostStreak = Math.Max(user.MostStreak, streak), LastSeen = at };
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static UserState Moved(UserState user, DateTimeOffset at) => user with { Path = PathDays.Moved(user.Path, UtcDay.Of(at), EmotionalPath.Of(user)) };
}
