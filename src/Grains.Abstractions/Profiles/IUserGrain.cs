using XelaConnect.Accounts;
using XelaConnect.Privacy;

namespace XelaConnect.Profiles;

/// <summary>A user, keyed by user id, with the facets of other features, so that "me" is one read.</summary>
[Alias("accounts.user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The own view (<c>docs/api/http.md</c>, "user"); null when the user does not exist.</summary>
    [Alias("Get"), AlwaysInterleave] ValueTask<UserView?> GetAsync();
    /// <summary>Counts a session's visit and returns the own view. Null: ask <see cref="ISessionGrain"/>.</summary>
    [Alias("GetForSession"), AlwaysInterleave] ValueTask<UserView?> GetForSessionAsync(string sessionId);
    /// <summary>Figures and message of the dashboard (<c>docs/api/http.md</c>, endpoint 6).</summary>
    [Alias("Dashboard"), AlwaysInterleave] ValueTask<DashboardView?> DashboardAsync();
    /// <summary>Creates the user. Sent by an account, or called for a guest.</summary>
    [Alias("Create")] Task<Outcome<UserView>> CreateAsync(CreateUser command);
    /// <summary>Turns a guest into a member. Sent by the account.</summary>
    [Alias("Upgrade")] Task<Outcome<UserView>> UpgradeAsync(UpgradeUser command);
    /// <summary>Changes the profile (<c>docs/api/http.md</c>, endpoint 7). Sets no other field.</summary>
    [Alias("UpdateProfile")] Task<Outcome<UserView>> UpdateProfileAsync(UpdateProfile command);
    /// <summary>Sets or clears the time zone by whose dates the streak is counted.</summary>
    [Alias("SetTimeZone")] Task<Outcome<UserView>> SetTimeZoneAsync(SetTimeZone command);
    /// <summary>Sets or clears the language of mails.</summary>
    [Alias("SetLanguage")] Task<Outcome<UserView>> SetLanguageAsync(SetLanguage command);
    /// <summary>Marks the address as verified. Sent by the account.</summary>
    [Alias("Verify")] Task<Outcome<Done>> VerifyAsync(VerifyUser command);
    /// <summary>Replaces the address. Sent by the account.</summary>
    [Alias("ChangeEmail")] Task<Outcome<Done>> ChangeEmailAsync(ChangeUserEmail command);
    /// <summary>Records a visit. The first one on a date in the user's time zone counts for the streak.</summary>
    [Alias("Seen")] Task SeenAsync(DateTimeOffset at);
    /// <summary>Adds a session to the index. Sent by the session.</summary>
    [Alias("NoteSession")] Task<Outcome<Done>> AddSessionAsync(AddSession command);
    /// <summary>Removes an ended session from the index and notifies its devices. Sent by the session.</summary>
    [Alias("ForgetSession")] Task<Outcome<Done>> RemoveSessionAsync(RemoveSession command);
    /// <summary>Ends all sessions but one. Sent by a password change, or called for the user.</summary>
    [Alias("EndSessions")] Task<Outcome<Done>> EndSessionsAsync(EndSessions command);
    /// <summary>Gives the user to the owner of the address: ends earlier sessions, replaces the profile.</summary>
    [Alias("Reclaim")] Task<Outcome<Done>> ReclaimAsync(ReclaimUser command);
    /// <summary>Live sessions, newest first; at most <see cref="Accounts.Sessions.MaxPerUser"/>.</summary>
    [Alias("Sessions"), ReadOnly] Task<ImmutableArray<SessionView>> SessionsAsync();
    /// <summary>What the profile said over time, after a seq; not what it said before a reclaim.</summary>
    [Alias("ProfileHistory"), ReadOnly] Task<Portion<ProfileVersion>> ProfileHistoryAsync(long afterSeq, int limit);
    /// <summary>Replaces a facet, which another feature's grain sends whenever it changes.</summary>
    [Alias("UpdateFacet")] Task<Outcome<Done>> UpdateFacetAsync(UpdateFacet command);
    /// <summary>Asks to erase the user: ends all sessions, and others see that the user left.</summary>
    [Alias("RequestErasure")] Task<Outcome<PlannedErasure>> RequestErasureAsync(RequestErasure command);
    /// <summary>Takes the request back, until the erasure starts. Called at a sign-in.</summary>
    [Alias("CancelErasure")] Task<Outcome<Done>> CancelErasureAsync(CancelErasure command);
    /// <summary>Starts the erasure with this receipt, unless it was taken back. Called by the erasure.</summary>
    [Alias("StartErasure")] Task<Outcome<PlannedErasure>> StartErasureAsync(StartErasure command);
    /// <summary>Removes the account as fraud: ends its sessions, blocks sign-in and revokes its referral.</summary>
    [Alias("Remove")] Task<Outcome<Done>> RemoveAsync(RemoveUser command);
}
