using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Accounts;

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
    public string ReferralCode { get; init; } = "";
    public string? ReferredBy { get; init; }

    /// <summary>The last UTC day with an authenticated request, and how many there were in a row up to it.</summary>
    public DateOnly LastDay { get; init; }
    public int Streak { get; init; }
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

    public bool Exists => CreatedAt is not null;

    public static UserState Apply(UserState user, Recorded<UserEvent> recorded) => recorded.Event switch
    {
        UserCreated e => user with
        {
            CreatedAt = recorded.At, Email = e.Email, Name = e.Name, Picture = e.Picture, Age = e.Age, City = e.City, IsGuest = e.IsGuest,
            ReferralCode = e.ReferralCode, ReferredBy = e.ReferredBy, LastDay = DayOf(recorded.At), Streak = 1, LastSeen = recorded.At,
        },
        UserUpgraded e => user with { IsGuest = false, Email = e.Email, Name = e.Name },
        ProfileUpdated e => user with
        {
            Name = e.Name, Bio = e.Bio, Interests = e.Interests, IdentityBadge = e.IdentityBadge, Age = e.Age, City = e.City, Picture = e.Picture,
        },
        UserSeen => user with { LastDay = DayOf(recorded.At), Streak = UserRules.StreakOn(user, DayOf(recorded.At)), LastSeen = recorded.At },
        SessionNoted e => user with
        {
            Sessions = user.Sessions.RemoveRange(user.Sessions.Values.Where(s => s.ExpiresAt <= recorded.At).Select(s => s.Id)).SetItem(e.Session.Id, e.Session),
        },
        SessionForgotten e => user with { Sessions = user.Sessions.Remove(e.SessionId), Ending = user.Ending.Remove(e.SessionId) },
        SessionsOrderedToEnd e => user with { Sessions = user.Sessions.RemoveRange(e.SessionIds), Ending = user.Ending.Union(e.SessionIds) },
        CirclesProjected e => user with { Circles = e.CircleIds, CirclesVersion = e.Version },
        ReferralsProjected e => user with { Referrals = e.Referrals, ReferralConversions = e.Conversions, ReferralsVersion = e.Version },
        _ => throw new InvalidDataException($"A user does not know the event {recorded.Event.GetType().Name}."),
    };

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
