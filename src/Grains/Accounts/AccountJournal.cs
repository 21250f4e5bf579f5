using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

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
