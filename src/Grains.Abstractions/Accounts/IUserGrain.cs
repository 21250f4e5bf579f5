using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Courses;
using XelaConnect.Wallet;

namespace XelaConnect.Accounts;

/// <summary>One person, keyed by user id: profile, streak, sessions, and what other slices project here so that "me" is one read.</summary>
[Alias("accounts.user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The own view (contract §0 "user"), or null when there is no such person.</summary>
    [Alias("Get"), AlwaysInterleave]
    ValueTask<UserView?> GetAsync();

    /// <summary>
    /// The own view for one of the person's live sessions, and counts the visit: what a session check and <see cref="GetAsync"/> say, in one call, for the
    /// hottest reads. Null says nothing: the session may be so new that only its own grain knows it, so whoever gets null asks <see cref="ISessionGrain"/>.
    /// </summary>
    [Alias("GetForSession"), AlwaysInterleave]
    ValueTask<UserView?> GetForSessionAsync(string sessionId);

    /// <summary>Streak and figures for the dashboard (contract endpoint 6).</summary>
    [Alias("Dashboard"), AlwaysInterleave]
    ValueTask<DashboardView?> DashboardAsync();

    /// <summary>Creates the person. Owed by an account, or called for a guest.</summary>
    [Alias("Create")]
    Task<Outcome<UserView>> CreateAsync(CreateUser command);

    /// <summary>A guest became a member. Owed by the account.</summary>
    [Alias("Upgrade")]
    Task<Outcome<UserView>> UpgradeAsync(UpgradeUser command);

    /// <summary>Changes the profile (contract endpoint 7). No other field can be set this way.</summary>
    [Alias("UpdateProfile")]
    Task<Outcome<UserView>> UpdateProfileAsync(UpdateProfile command);

    /// <summary>Sets or clears the time zone whose dates the streak is counted by.</summary>
    [Alias("SetTimeZone")]
    Task<Outcome<UserView>> SetTimeZoneAsync(SetTimeZone command);

    /// <summary>The person was here: counts the streak on the first request of a day, by the date where the person is; UTC's where they did not say.</summary>
    [Alias("Seen")]
    Task SeenAsync(DateTimeOffset at);

    /// <summary>Takes a session into the list. Owed by the session.</summary>
    [Alias("NoteSession")]
    Task<Outcome<Done>> AddSessionAsync(AddSession command);

    /// <summary>Takes an ended session out of the list and tells its devices. Owed by the session.</summary>
    [Alias("ForgetSession")]
    Task<Outcome<Done>> RemoveSessionAsync(RemoveSession command);

    /// <summary>Ends all sessions but one. Owed by a password change, or asked by the person.</summary>
    [Alias("EndSessions")]
    Task<Outcome<Done>> EndSessionsAsync(EndSessions command);

    /// <summary>
    /// Takes the person over for the owner of their address: every session opened before ends, and the profile that somebody else may have written is
    /// replaced. Sent by the account (<see cref="IAccountGrain.SignInWithProviderAsync"/>).
    /// </summary>
    [Alias("Reclaim")]
    Task<Outcome<Done>> ReclaimAsync(ReclaimUser command);

    /// <summary>Live sessions, newest first; at most <see cref="Accounts.Sessions.MaxPerUser"/>.</summary>
    [Alias("Sessions"), ReadOnly]
    Task<ImmutableArray<SessionView>> SessionsAsync();

    /// <summary>Takes over which circles the person is in. Owed by the memberships; an older version changes nothing.</summary>
    [Alias("ProjectCircles")]
    Task<Outcome<Done>> ProjectCirclesAsync(ProjectCircles command);

    /// <summary>Takes over how the person's referral code has done. Owed by the code; an older version changes nothing.</summary>
    [Alias("ProjectReferrals")]
    Task<Outcome<Done>> ProjectReferralsAsync(ProjectReferrals command);

    /// <summary>Takes over the balance and the courses the person holds. Owed by the wallet; an older version changes nothing.</summary>
    [Alias("ProjectWallet")]
    Task<Outcome<Done>> ProjectWalletAsync(ProjectWallet command);

    /// <summary>Takes over the tiers the person is on, now and to come. Owed by the subscription; an older version changes nothing.</summary>
    [Alias("ProjectSubscription")]
    Task<Outcome<Done>> ProjectSubscriptionAsync(ProjectSubscription command);

    /// <summary>Takes over until when the person is boosted in discovery. Owed by the wallet; an older version changes nothing.</summary>
    [Alias("ProjectBoost")]
    Task<Outcome<Done>> ProjectBoostAsync(ProjectBoost command);

    /// <summary>Takes over how far the person is in their courses. Owed by the learner; an older version changes nothing.</summary>
    [Alias("ProjectLearning")]
    Task<Outcome<Done>> ProjectLearningAsync(ProjectLearning command);

    /// <summary>Takes over how many people the person is connected with. Owed by the contacts; an older version changes nothing.</summary>
    [Alias("ProjectConnections")]
    Task<Outcome<Done>> ProjectConnectionsAsync(ProjectConnections command);

    /// <summary>Takes over on how many days the person talked with Xela. Owed by the companion; an older version changes nothing.</summary>
    [Alias("ProjectCompanion")]
    Task<Outcome<Done>> ProjectCompanionAsync(ProjectCompanion command);

    /// <summary>Takes over how many reflections the person wrote, and on how many days. Owed by the reflections; an older version changes nothing.</summary>
    [Alias("ProjectReflections")]
    Task<Outcome<Done>> ProjectReflectionsAsync(ProjectReflections command);

    /// <summary>Removes the account as fraud, by an admin: its sessions end, nobody signs in again, and what its referral brought is taken back.</summary>
    [Alias("Remove")]
    Task<Outcome<Done>> RemoveAsync(RemoveUser command);
}

/// <summary>Creates a person, who gets a referral code of their own. <paramref name="ReferredBy"/> is the user id of whose code they came with.</summary>
[GenerateSerializer, Immutable, Alias("accounts.create-user.v1")]
public sealed record CreateUser(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? Email,
    [property: Id(2)] NewProfile Profile,
    [property: Id(3)] string? ReferredBy,
    [property: Id(4)] bool IsGuest) : ICommand;

/// <summary>Turns a guest into a member.</summary>
[GenerateSerializer, Immutable, Alias("accounts.upgrade-user.v1")]
public sealed record UpgradeUser([property: Id(0)] string OperationId, [property: Id(1)] string Email, [property: Id(2)] string Name) : ICommand;

/// <summary>Changes a profile. In each field null leaves it as it is, <see cref="Change{T}"/> sets or clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.update-profile.v1")]
public sealed record UpdateProfile(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? Name = null,
    [property: Id(2)] Change<string>? Bio = null,
    [property: Id(3)] ImmutableArray<string>? Interests = null,
    [property: Id(4)] Change<string>? IdentityBadge = null,
    [property: Id(5)] Change<int?>? Age = null,
    [property: Id(6)] Change<string>? City = null,
    [property: Id(7)] Change<string>? Picture = null) : ICommand;

/// <summary>Sets the time zone, by its name in the IANA database; null clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.set-time-zone.v1")]
public sealed record SetTimeZone([property: Id(0)] string OperationId, [property: Id(1)] string? TimeZone) : ICommand;

/// <summary>A field's new value; its default clears the field.</summary>
/// <typeparam name="T">The field's type.</typeparam>
[GenerateSerializer, Immutable, Alias("change`1")]
public sealed record Change<T>([property: Id(0)] T? To);

/// <summary>A session was opened.</summary>
[GenerateSerializer, Immutable, Alias("accounts.note-session.v1")]
public sealed record AddSession([property: Id(0)] string OperationId, [property: Id(1)] SessionView Session) : ICommand;

/// <summary>A session has ended.</summary>
[GenerateSerializer, Immutable, Alias("accounts.forget-session.v1")]
public sealed record RemoveSession([property: Id(0)] string OperationId, [property: Id(1)] string SessionId, [property: Id(2)] string Reason) : ICommand;

/// <summary>Ends all sessions but <paramref name="KeepSessionId"/>.</summary>
[GenerateSerializer, Immutable, Alias("accounts.end-sessions.v1")]
public sealed record EndSessions([property: Id(0)] string OperationId, [property: Id(1)] string? KeepSessionId, [property: Id(2)] string Reason) : ICommand;

/// <summary>Which circles the person is in, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-circles.v1")]
public sealed record ProjectCircles([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<string> CircleIds) : ICommand;

/// <summary>How the person's referral code has done, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-referrals.v1")]
public sealed record ProjectReferrals([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Referrals, [property: Id(3)] int Conversions) : ICommand;

/// <summary>Balance and courses held, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-wallet.v1")]
public sealed record ProjectWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] long Credits,
    [property: Id(3)] ImmutableArray<string> CourseIds) : ICommand;

/// <summary>Tiers now and to come, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-subscription.v1")]
public sealed record ProjectSubscription(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<TierPeriod> Periods) : ICommand;

/// <summary>Until when the person is boosted, as of a version; null was never.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-boost.v1")]
public sealed record ProjectBoost([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset? Until) : ICommand;

/// <summary>How far the person is, as of a version. The counts are of what was ever finished, so they never fall.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-learning.v1")]
public sealed record ProjectLearning(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<CourseProgress> Courses,
    [property: Id(3)] int ModulesFinished,
    [property: Id(4)] int CoursesFinished) : ICommand;

/// <summary>How many people the person is connected with now, and was at most, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-connections.v1")]
public sealed record ProjectConnections([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Count, [property: Id(3)] int Most) : ICommand;

/// <summary>On how many distinct days the person ever talked with Xela, as of a version. It never falls.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-companion.v1")]
public sealed record ProjectCompanion([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Days) : ICommand;

/// <summary>How many reflections the person ever wrote, and on how many distinct days, as of a version. Neither falls.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-reflections.v1")]
public sealed record ProjectReflections([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Written, [property: Id(3)] int Days) : ICommand;

/// <summary>Takes a person over for the owner of their address.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Name">The name the owner goes by.</param>
/// <param name="Picture">The owner's picture, or null.</param>
/// <param name="At">Sessions opened before this moment end.</param>
[GenerateSerializer, Immutable, Alias("accounts.reclaim-user.v1")]
public sealed record ReclaimUser(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Picture,
    [property: Id(3)] DateTimeOffset At) : ICommand;

/// <summary>Removes an account as fraud.</summary>
[GenerateSerializer, Immutable, Alias("accounts.remove-user.v1")]
public sealed record RemoveUser([property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string Reason) : ICommand;

/// <summary>The own view of a person (contract §0 "user").</summary>
[GenerateSerializer, Immutable, Alias("accounts.user-view.v1")]
public sealed record UserView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Email,
    [property: Id(2)] string Name,
    [property: Id(3)] string? Picture,
    [property: Id(4)] int? Age,
    [property: Id(5)] string? City,
    [property: Id(6)] string? Bio,
    [property: Id(7)] string? IdentityBadge,
    [property: Id(8)] ImmutableArray<string> Interests,
    [property: Id(9)] int Streak,
    [property: Id(10)] ImmutableArray<string> CirclesJoined,
    [property: Id(11)] string SubscriptionTier,
    [property: Id(12)] string ReferralCode,
    [property: Id(13)] string? ReferredBy,
    [property: Id(14)] int ReferralsCount,
    [property: Id(15)] int ReferralConversions,
    [property: Id(16)] DateTimeOffset CreatedAt,
    [property: Id(17)] DateTimeOffset LastActive,
    [property: Id(18)] bool IsGuest,
    [property: Id(19)] DateTimeOffset? SubscriptionExpiresAt,
    [property: Id(20)] long Credits,
    [property: Id(21)] ImmutableArray<CourseProgress> CoursesProgress,
    [property: Id(22)] int EmotionalPath,
    [property: Id(23)] int WeeklyGrowth,
    [property: Id(24)] ImmutableArray<string> Badges,
    [property: Id(25)] bool IsRemoved,
    [property: Id(26)] int ConnectionsCount,
    [property: Id(27)] string? TimeZone = null);

/// <summary>Figures for the dashboard, and today's message.</summary>
[GenerateSerializer, Immutable, Alias("accounts.dashboard.v1")]
public sealed record DashboardView(
    [property: Id(0)] int Streak,
    [property: Id(1)] int CirclesJoined,
    [property: Id(2)] string DailyMessage,
    [property: Id(3)] int CoursesInProgress,
    [property: Id(4)] int EmotionalPath,
    [property: Id(5)] int WeeklyGrowth,
    [property: Id(6)] int Connections);

/// <summary>The identity badges of contract §0.</summary>
public static class IdentityBadges
{
    /// <summary>Every badge.</summary>
    public static readonly ImmutableArray<string> All =
        ["Connector", "Creator", "Thinker", "Builder", "Explorer", "Visionary", "Calm Presence", "Funny Friend", "Listener", "Leader"];
}
