using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Activities;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Discovery;
using XelaConnect.Grains.Durability;
using XelaConnect.Referrals;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Accounts;

/// <summary>What happens to an account.</summary>
internal abstract record AccountEvent;

internal sealed record AccountOpened(string UserId, string? PasswordHash) : AccountEvent;
internal sealed record PasswordChanged(string PasswordHash) : AccountEvent;
/// <summary>The same password under another hash; unlike <see cref="PasswordChanged"/> it ends no session.</summary>
internal sealed record PasswordRehashed(string PasswordHash) : AccountEvent;
/// <summary>A wrong password, from before the count was kept by origin.</summary>
internal sealed record SignInFailed : AccountEvent;
/// <summary>A right password after wrong ones, from before the count was kept by origin.</summary>
internal sealed record SignInSucceeded : AccountEvent;
/// <summary>A wrong password; null where the origin is not known.</summary>
internal sealed record SignInFailedFrom(string? Address, string? Device) : AccountEvent;
/// <summary>A right password after wrong ones, which no longer count for this address.</summary>
internal sealed record SignInSucceededFrom(string? Address) : AccountEvent;
/// <summary>A device signed in for the first time: its attempts are counted by themselves from here on.</summary>
internal sealed record DeviceRecognized(string Device) : AccountEvent;
/// <summary>The owner of the address took over an account that was opened by a password without proof: the password is gone.</summary>
internal sealed record AccountReclaimed : AccountEvent;

/// <summary>What happens to a session.</summary>
internal abstract record SessionEvent;

internal sealed record SessionOpened(string UserId, string? Device) : SessionEvent;
internal sealed record SessionClosed(string Reason) : SessionEvent;

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

/// <summary>How the accounts slice is stored.</summary>
internal static class AccountJournal
{
    public static readonly JournalDefinition<AccountState, AccountEvent> Account = new()
    {
        Name = "accounts.account",
        Empty = static key => new AccountState(key),
        Apply = AccountState.Apply,
        Events = new EventCodec<AccountEvent>()
            .On("accounts.opened.v1", AccountJson.Default.AccountOpened)
            .On("accounts.password-changed.v1", AccountJson.Default.PasswordChanged)
            .On("accounts.password-rehashed.v1", AccountJson.Default.PasswordRehashed)
            .On("accounts.sign-in-failed.v1", AccountJson.Default.SignInFailed)
            .On("accounts.sign-in-succeeded.v1", AccountJson.Default.SignInSucceeded)
            .On("accounts.sign-in-failed-from.v1", AccountJson.Default.SignInFailedFrom)
            .On("accounts.sign-in-succeeded-from.v1", AccountJson.Default.SignInSucceededFrom)
            .On("accounts.device-recognized.v1", AccountJson.Default.DeviceRecognized)
            .On("accounts.reclaimed.v1", AccountJson.Default.AccountReclaimed),
        SubStreams = [new SubStream<AccountEvent>("attempts", static e => e is SignInFailed or SignInSucceeded or SignInFailedFrom or SignInSucceededFrom, AccountState.FailuresKept, TimeSpan.FromHours(2))],
        Snapshot = AccountJson.Default.AccountState,
    };

    public static readonly JournalDefinition<SessionState, SessionEvent> Session = new()
    {
        Name = "accounts.session",
        Empty = static id => new SessionState(id),
        Apply = SessionState.Apply,
        Events = new EventCodec<SessionEvent>()
            .On("accounts.session-opened.v1", AccountJson.Default.SessionOpened)
            .On("accounts.session-closed.v1", AccountJson.Default.SessionClosed),
        // A session that is gone and one that has expired are refused alike, so its rows may go a day after its end.
        Lifetime = Sessions.Lifetime + TimeSpan.FromDays(1),
    };

    public static readonly JournalDefinition<UserState, UserEvent> User = new()
    {
        Name = "accounts.user",
        Empty = static id => new UserState(id),
        Apply = UserState.Apply,
        Events = new EventCodec<UserEvent>()
            .On("accounts.user-created.v1", AccountJson.Default.UserCreated)
            .On("accounts.user-upgraded.v1", AccountJson.Default.UserUpgraded)
            .On("accounts.profile-updated.v1", AccountJson.Default.ProfileUpdated)
            .On("accounts.user-seen.v1", AccountJson.Default.UserSeen)
            .On("accounts.user-seen-on.v1", AccountJson.Default.UserSeenOn)
            .On("accounts.time-zone-set.v1", AccountJson.Default.TimeZoneSet)
            .On("accounts.session-noted.v1", AccountJson.Default.SessionAdded)
            .On("accounts.session-forgotten.v1", AccountJson.Default.SessionRemoved)
            .On("accounts.sessions-ordered-to-end.v1", AccountJson.Default.SessionEndRequested)
            .On("accounts.circles-projected.v1", AccountJson.Default.CirclesProjected)
            .On("accounts.referrals-projected.v1", AccountJson.Default.ReferralsProjected)
            .On("accounts.took-part.v1", AccountJson.Default.UserParticipated)
            .On("accounts.wallet-projected.v1", AccountJson.Default.WalletProjected)
            .On("accounts.subscription-projected.v1", AccountJson.Default.SubscriptionProjected)
            .On("accounts.boost-projected.v1", AccountJson.Default.BoostProjected)
            .On("accounts.told-to-discovery.v1", AccountJson.Default.DiscoveryProfileSent)
            .On("accounts.learning-projected.v1", AccountJson.Default.LearningProjected)
            .On("accounts.connections-projected.v1", AccountJson.Default.ConnectionsProjected)
            .On("accounts.companion-projected.v1", AccountJson.Default.CompanionProjected)
            .On("accounts.reflections-projected.v1", AccountJson.Default.ReflectionsProjected)
            .On("accounts.user-reclaimed.v1", AccountJson.Default.UserReclaimed)
            .On("accounts.user-removed.v1", AccountJson.Default.UserRemoved),
        Snapshot = AccountJson.Default.UserState,
        SizeOf = static user => user.Sessions.Count + user.Circles.Length + user.Learning.Length,
        Replicas = [DiscoveryReplica.Replica],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountOpened))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(PasswordRehashed))]
[JsonSerializable(typeof(SignInFailed))]
[JsonSerializable(typeof(SignInSucceeded))]
[JsonSerializable(typeof(SignInFailedFrom))]
[JsonSerializable(typeof(SignInSucceededFrom))]
[JsonSerializable(typeof(DeviceRecognized))]
[JsonSerializable(typeof(AccountReclaimed))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(SessionOpened))]
[JsonSerializable(typeof(SessionClosed))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserUpgraded))]
[JsonSerializable(typeof(ProfileUpdated))]
[JsonSerializable(typeof(UserSeen))]
[JsonSerializable(typeof(UserSeenOn))]
[JsonSerializable(typeof(TimeZoneSet))]
[JsonSerializable(typeof(AddFeedItem))]
[JsonSerializable(typeof(SuggestFor))]
[JsonSerializable(typeof(SessionAdded))]
[JsonSerializable(typeof(SessionRemoved))]
[JsonSerializable(typeof(SessionEndRequested))]
[JsonSerializable(typeof(CirclesProjected))]
[JsonSerializable(typeof(ReferralsProjected))]
[JsonSerializable(typeof(UserParticipated))]
[JsonSerializable(typeof(WalletProjected))]
[JsonSerializable(typeof(SubscriptionProjected))]
[JsonSerializable(typeof(BoostProjected))]
[JsonSerializable(typeof(DiscoveryProfileSent))]
[JsonSerializable(typeof(LearningProjected))]
[JsonSerializable(typeof(ConnectionsProjected))]
[JsonSerializable(typeof(CompanionProjected))]
[JsonSerializable(typeof(ReflectionsProjected))]
[JsonSerializable(typeof(UserReclaimed))]
[JsonSerializable(typeof(UserRemoved))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(UpgradeUser))]
[JsonSerializable(typeof(ReclaimUser))]
[JsonSerializable(typeof(EndSessions))]
[JsonSerializable(typeof(EndSession))]
[JsonSerializable(typeof(AddSession))]
[JsonSerializable(typeof(RemoveSession))]
[JsonSerializable(typeof(RecordReferredSignup))]
[JsonSerializable(typeof(UpdateMemberCard))]
[JsonSerializable(typeof(ConvertReferral))]
[JsonSerializable(typeof(RevokeReferral))]
[JsonSerializable(typeof(RecordAction))]
[JsonSerializable(typeof(PutProfile))]
internal sealed partial class AccountJson : JsonSerializerContext;
