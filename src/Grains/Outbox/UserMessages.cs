namespace XelaConnect.Grains.Outbox;

internal static class UserMessages
{
    public static readonly OutboxMessageType<CreateUser> Create = new(
        "accounts.create-user.v1", OutboxJson.Default.CreateUser,
        static (grains, userId, command) => grains.User(userId).CreateAsync(command));
    public static readonly OutboxMessageType<UpgradeUser> Upgrade = new(
        "accounts.upgrade-user.v1", OutboxJson.Default.UpgradeUser,
        static (grains, userId, command) => grains.User(userId).UpgradeAsync(command));
    public static readonly OutboxMessageType<ReclaimUser> Reclaim = new(
        "accounts.reclaim-user.v1", OutboxJson.Default.ReclaimUser,
        static (grains, userId, command) => grains.User(userId).ReclaimAsync(command));
    public static readonly OutboxMessageType<VerifyUser> Verify = new(
        "accounts.verify-user.v1", OutboxJson.Default.VerifyUser,
        static (grains, userId, command) => grains.User(userId).VerifyAsync(command));
    public static readonly OutboxMessageType<ChangeUserEmail> ChangeEmail = new(
        "accounts.change-user-email.v1", OutboxJson.Default.ChangeUserEmail,
        static (grains, userId, command) => grains.User(userId).ChangeEmailAsync(command));
    public static readonly OutboxMessageType<AddSession> AddSession = new(
        "accounts.note-session.v1", OutboxJson.Default.AddSession,
        static (grains, userId, command) => grains.User(userId).AddSessionAsync(command));
    public static readonly OutboxMessageType<RemoveSession> RemoveSession = new(
        "accounts.forget-session.v1", OutboxJson.Default.RemoveSession,
        static (grains, userId, command) => grains.User(userId).RemoveSessionAsync(command));
    public static readonly OutboxMessageType<EndSessions> EndSessions = new(
        "accounts.end-sessions.v1", OutboxJson.Default.EndSessions,
        static (grains, userId, command) => grains.User(userId).EndSessionsAsync(command));

    /// <summary>Earlier versions had a message type for each facet, whose command held its own fields.</summary>
    public static readonly OutboxMessageType<UpdateFacet> UpdateFacet = new OutboxMessageType<UpdateFacet>(
        "accounts.update-facet.v1", OutboxJson.Default.UpdateFacet, static (grains, userId, command) =>
            grains.User(userId).UpdateFacetAsync(command))
        .AlsoReads("circles.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<CirclesFacet>)
        .AlsoReads("connections.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<ConnectionsFacet>)
        .AlsoReads("companion.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<CompanionFacet>)
        .AlsoReads("courses.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<LearningFacet>)
        .AlsoReads("referrals.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<ReferralsFacet>)
        .AlsoReads("reflections.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<ReflectionsFacet>)
        .AlsoReads("wallet.project-subscription-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<SubscriptionFacet>)
        .AlsoReads("wallet.project-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<WalletFacet>)
        .AlsoReads("wallet.project-boost-to-user.v1", OutboxJson.Default.JsonObject, UserFacets.UpdateOf<BoostFacet>);

    public static readonly OutboxMessageType[] All =
        [Create, Upgrade, Reclaim, Verify, ChangeEmail, AddSession, RemoveSession, EndSessions, UpdateFacet];
}

internal static class SecondFactorMessages
{
    public static readonly OutboxMessageType<ResetSecondFactor> Reset = new(
        "accounts.reset-second-factor.v1", OutboxJson.Default.ResetSecondFactor,
        static (grains, userId, command) => grains.SecondFactor(userId).ResetAsync(command));
}

internal static class IdentityMessages
{
    public static readonly OutboxMessageType<ClaimIdentity> Release = new(
        "accounts.release-identity.v1", OutboxJson.Default.ClaimIdentity,
        static (grains, key, command) => grains.Identity(key).ReleaseAsync(command));
    public static readonly OutboxMessageType<ResetWaysIn> Reset = new(
        "accounts.reset-ways-in.v1", OutboxJson.Default.ResetWaysIn,
        static (grains, userId, command) => grains.WaysIn(userId).ResetAsync(command));
}

internal static class SessionMessages
{
    public static readonly OutboxMessageType<EndSession> End = new(
        "accounts.end-session.v1", OutboxJson.Default.EndSession,
        static (grains, sessionId, command) => grains.Session(sessionId).EndAsync(command));
}
