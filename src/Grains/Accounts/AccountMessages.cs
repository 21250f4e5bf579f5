using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Profiles;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

/// <summary>What accounts, sessions and users owe each other and the rest.</summary>
internal static class AccountMessages
{
    public static readonly OutboxMessageType<CreateUser> CreateUser = new("accounts.create-user.v1", AccountJson.Default.CreateUser,
        static (grains, userId, command) => grains.User(userId).CreateAsync(command));

    public static readonly OutboxMessageType<UpgradeUser> UpgradeUser = new("accounts.upgrade-user.v1", AccountJson.Default.UpgradeUser,
        static (grains, userId, command) => grains.User(userId).UpgradeAsync(command));

    public static readonly OutboxMessageType<RecordReferredSignup> RecordSignup = new("accounts.note-referred-signup.v1", AccountJson.Default.RecordReferredSignup,
        static (grains, code, command) => grains.ReferralCode(code).RecordSignupAsync(command));

    public static readonly OutboxMessageType<EndSessions> EndSessions = new("accounts.end-sessions.v1", AccountJson.Default.EndSessions,
        static (grains, userId, command) => grains.User(userId).EndSessionsAsync(command));

    public static readonly OutboxMessageType<ReclaimUser> ReclaimUser = new("accounts.reclaim-user.v1", AccountJson.Default.ReclaimUser,
        static (grains, userId, command) => grains.User(userId).ReclaimAsync(command));

    public static readonly OutboxMessageType<AddSession> AddSession = new("accounts.note-session.v1", AccountJson.Default.AddSession,
        static (grains, userId, command) => grains.User(userId).AddSessionAsync(command));

    public static readonly OutboxMessageType<RemoveSession> RemoveSession = new("accounts.forget-session.v1", AccountJson.Default.RemoveSession,
        static (grains, userId, command) => grains.User(userId).RemoveSessionAsync(command));

    public static readonly OutboxMessageType<EndSession> EndSession = new("accounts.end-session.v1", AccountJson.Default.EndSession,
        static (grains, sessionId, command) => grains.Session(sessionId).EndAsync(command));

    public static readonly OutboxMessageType<UpdateMemberCard> UpdateCard = new("accounts.update-card.v1", AccountJson.Default.UpdateMemberCard,
        static (grains, userId, command) => grains.Memberships(userId).UpdateCardAsync(command));

    /// <summary>Addressed to the referrer: whose code it is, and whether a guest's, is known there. Nobody there, nothing to convert.</summary>
    public static readonly OutboxMessageType<ConvertReferral> ConvertReferral = new("accounts.convert-referral.v1", AccountJson.Default.ConvertReferral, static async (grains, referrerId, command) =>
    {
        if (await grains.User(referrerId).GetAsync() is { } referrer)
            await grains.ReferralCode(referrer.ReferralCode).ConvertAsync(command with { ReferrerIsMember = referrer is { IsGuest: false, IsRemoved: false } });
    });

    public static readonly OutboxMessageType<RevokeReferral> RevokeReferral = new("accounts.revoke-referral.v1", AccountJson.Default.RevokeReferral, static async (grains, referrerId, command) =>
    {
        if (await grains.User(referrerId).GetAsync() is { } referrer)
            await grains.ReferralCode(referrer.ReferralCode).RevokeAsync(command);
    });

    public static readonly OutboxMessageType<RecordAction> Audit = new("accounts.audit.v1", AccountJson.Default.RecordAction,
        static (grains, month, command) => grains.AuditLog(month).RecordAsync(command));

    public static readonly OutboxMessageType<PutProfile> PutProfile = new("discovery.put-profile.v1", AccountJson.Default.PutProfile,
        static (grains, shard, command) => grains.MatchShard(shard).PutAsync(command));

    public static readonly OutboxMessageType<AddFeedItem> AddFeedItem = new("accounts.tell-activity.v1", AccountJson.Default.AddFeedItem,
        static (grains, userId, command) => grains.Feed(userId).AddAsync(command)) { ResponseAwaitsDelivery = false };

    public static readonly OutboxMessageType<SuggestFor> Suggest = new("accounts.suggest.v1", AccountJson.Default.SuggestFor,
        static (grains, userId, command) => grains.Suggestions(userId).SuggestAsync(command)) { ResponseAwaitsDelivery = false };

    public static readonly OutboxMessageType[] All =
        [AddFeedItem, Suggest, ReclaimUser, CreateUser, UpgradeUser, RecordSignup, EndSessions, AddSession, RemoveSession, EndSession, UpdateCard, ConvertReferral, RevokeReferral, Audit, PutProfile];
}
