using XelaConnect.Accounts;
using XelaConnect.Activities;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.Grains.Durability;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

/// <summary>What accounts, sessions and users owe each other and the rest.</summary>
internal static class AccountEffects
{
    public static readonly EffectKind<CreateUser> CreateUser = new("accounts.create-user.v1", AccountJson.Default.CreateUser,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).CreateAsync(command));

    public static readonly EffectKind<UpgradeUser> UpgradeUser = new("accounts.upgrade-user.v1", AccountJson.Default.UpgradeUser,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).UpgradeAsync(command));

    public static readonly EffectKind<NoteReferredSignup> NoteSignup = new("accounts.note-referred-signup.v1", AccountJson.Default.NoteReferredSignup,
        static (grains, code, command) => grains.GetGrain<IReferralCodeGrain>(code).NoteSignupAsync(command));

    public static readonly EffectKind<EndSessions> EndSessions = new("accounts.end-sessions.v1", AccountJson.Default.EndSessions,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).EndSessionsAsync(command));

    public static readonly EffectKind<ReclaimUser> ReclaimUser = new("accounts.reclaim-user.v1", AccountJson.Default.ReclaimUser,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ReclaimAsync(command));

    public static readonly EffectKind<NoteSession> NoteSession = new("accounts.note-session.v1", AccountJson.Default.NoteSession,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).NoteSessionAsync(command));

    public static readonly EffectKind<ForgetSession> ForgetSession = new("accounts.forget-session.v1", AccountJson.Default.ForgetSession,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ForgetSessionAsync(command));

    public static readonly EffectKind<EndSession> EndSession = new("accounts.end-session.v1", AccountJson.Default.EndSession,
        static (grains, sessionId, command) => grains.GetGrain<ISessionGrain>(sessionId).EndAsync(command));

    public static readonly EffectKind<UpdateMemberCard> UpdateCard = new("accounts.update-card.v1", AccountJson.Default.UpdateMemberCard,
        static (grains, userId, command) => grains.GetGrain<IMembershipsGrain>(userId).UpdateCardAsync(command));

    /// <summary>Addressed to the referrer: whose code it is, and whether a guest's, is known there. Nobody there, nothing to convert.</summary>
    public static readonly EffectKind<ConvertReferral> ConvertReferral = new("accounts.convert-referral.v1", AccountJson.Default.ConvertReferral, static async (grains, referrerId, command) =>
    {
        if (await grains.GetGrain<IUserGrain>(referrerId).GetAsync() is { } referrer)
            await grains.GetGrain<IReferralCodeGrain>(referrer.ReferralCode).ConvertAsync(command with { ReferrerIsMember = referrer is { IsGuest: false, IsRemoved: false } });
    });

    public static readonly EffectKind<RevokeReferral> RevokeReferral = new("accounts.revoke-referral.v1", AccountJson.Default.RevokeReferral, static async (grains, referrerId, command) =>
    {
        if (await grains.GetGrain<IUserGrain>(referrerId).GetAsync() is { } referrer)
            await grains.GetGrain<IReferralCodeGrain>(referrer.ReferralCode).RevokeAsync(command);
    });

    public static readonly EffectKind<NoteAction> Audit = new("accounts.audit.v1", AccountJson.Default.NoteAction,
        static (grains, month, command) => grains.GetGrain<IAuditGrain>(month).NoteAsync(command));

    public static readonly EffectKind<PutProfile> PutProfile = new("discovery.put-profile.v1", AccountJson.Default.PutProfile,
        static (grains, shard, command) => grains.GetGrain<IMatchShardGrain>(shard).PutAsync(command));

    public static readonly EffectKind<TellActivity> Tell = new("accounts.tell-activity.v1", AccountJson.Default.TellActivity,
        static (grains, userId, command) => grains.GetGrain<IActivityFeedGrain>(userId).TellAsync(command)) { AnswersWait = false };

    public static readonly EffectKind<SuggestFor> Suggest = new("accounts.suggest.v1", AccountJson.Default.SuggestFor,
        static (grains, userId, command) => grains.GetGrain<IConciergeGrain>(userId).SuggestAsync(command)) { AnswersWait = false };

    public static readonly EffectKind[] All =
        [Tell, Suggest, ReclaimUser, CreateUser, UpgradeUser, NoteSignup, EndSessions, NoteSession, ForgetSession, EndSession, UpdateCard, ConvertReferral, RevokeReferral, Audit, PutProfile];
}
