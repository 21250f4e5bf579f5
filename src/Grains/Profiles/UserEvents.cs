using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Courses;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Profiles;

/// <summary>What happens to a person.</summary>
internal abstract record UserEvent;

internal sealed record UserCreated(
    string? Email, string Name, string? Picture, int? Age, string? City, bool IsGuest, string ReferralCode, string? ReferredBy) : UserEvent;

internal sealed record UserUpgraded(string Email, string Name) : UserEvent;

internal sealed record ProfileUpdated(
    string Name, string? Bio, ImmutableArray<string> Interests, string? IdentityBadge, int? Age, string? City, string? Picture) : UserEvent;

/// <summary>Somebody was here who set no time zone: the date is UTC's.</summary>
internal sealed record UserSeen : UserEvent;

/// <summary>Somebody was here, and it was this date where they are.</summary>
internal sealed record UserSeenOn(DateOnly Day) : UserEvent;

/// <summary>From here on dates of this zone count, in which it is <paramref name="Today"/>.</summary>
internal sealed record TimeZoneSet(string? TimeZone, DateOnly Today) : UserEvent;

internal sealed record SessionAdded(SessionView Session) : UserEvent;

internal sealed record SessionRemoved(string SessionId, string Reason) : UserEvent;

internal sealed record SessionEndRequested(ImmutableArray<string> SessionIds, string Reason) : UserEvent;

internal sealed record CirclesProjected(long Version, ImmutableArray<string> CircleIds) : UserEvent;

internal sealed record ReferralsProjected(long Version, int Referrals, int Conversions) : UserEvent;

internal sealed record UserParticipated : UserEvent;

internal sealed record WalletProjected(long Version, long Credits, ImmutableArray<string> CourseIds) : UserEvent;

internal sealed record SubscriptionProjected(long Version, ImmutableArray<TierPeriod> Periods) : UserEvent;

internal sealed record BoostProjected(long Version, DateTimeOffset? Until) : UserEvent;

/// <summary>From here on discovery knows of this person what <see cref="DiscoveryReplica.Model"/> of that number tells it.</summary>
internal sealed record DiscoveryProfileSent(int Model) : UserEvent;

internal sealed record LearningProjected(long Version, ImmutableArray<CourseProgress> Courses, int ModulesFinished, int CoursesFinished) : UserEvent;

internal sealed record ConnectionsProjected(long Version, int Count, int Most) : UserEvent;

internal sealed record CompanionProjected(long Version, int Days) : UserEvent;

internal sealed record ReflectionsProjected(long Version, int Written, int Days) : UserEvent;

/// <summary>See <see cref="ReclaimUser"/>.</summary>
internal sealed record UserReclaimed(string Name, string? Picture, DateTimeOffset At) : UserEvent;

internal sealed record UserRemoved(string AdminId, string Reason) : UserEvent;
