using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Accounts;

namespace XelaConnect.Profiles;

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

    /// <summary>Replaces a facet, which another feature's grain sends whenever it changes.</summary>
    [Alias("UpdateFacet")]
    Task<Outcome<Done>> UpdateFacetAsync(UpdateFacet command);

    /// <summary>Removes the account as fraud, by an admin: its sessions end, nobody signs in again, and what its referral brought is taken back.</summary>
    [Alias("Remove")]
    Task<Outcome<Done>> RemoveAsync(RemoveUser command);
}
