using XelaConnect.EventSourcing;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Outbox;

/// <summary>Outbox messages to a user's grain.</summary>
internal static class UserMessages
{
    public static readonly OutboxMessageType<CreateUser> Create = new("accounts.create-user.v1", OutboxJson.Default.CreateUser,
        static (grains, userId, command) => grains.User(userId).CreateAsync(command));

    public static readonly OutboxMessageType<UpgradeUser> Upgrade = new("accounts.upgrade-user.v1", OutboxJson.Default.UpgradeUser,
        static (grains, userId, command) => grains.User(userId).UpgradeAsync(command));

    public static readonly OutboxMessageType<ReclaimUser> Reclaim = new("accounts.reclaim-user.v1", OutboxJson.Default.ReclaimUser,
        static (grains, userId, command) => grains.User(userId).ReclaimAsync(command));

    public static readonly OutboxMessageType<AddSession> AddSession = new("accounts.note-session.v1", OutboxJson.Default.AddSession,
        static (grains, userId, command) => grains.User(userId).AddSessionAsync(command));

    public static readonly OutboxMessageType<RemoveSession> RemoveSession = new("accounts.forget-session.v1", OutboxJson.Default.RemoveSession,
        static (grains, userId, command) => grains.User(userId).RemoveSessionAsync(command));

    public static readonly OutboxMessageType<EndSessions> EndSessions = new("accounts.end-sessions.v1", OutboxJson.Default.EndSessions,
        static (grains, userId, command) => grains.User(userId).EndSessionsAsync(command));

    public static readonly OutboxMessageType<ProjectCircles> ProjectCircles = new("circles.project-to-user.v1", OutboxJson.Default.ProjectCircles,
        static (grains, userId, command) => grains.User(userId).ProjectCirclesAsync(command));

    public static readonly OutboxMessageType<ProjectConnections> ProjectConnections = new(
        "connections.project-to-user.v1", OutboxJson.Default.ProjectConnections,
        static (grains, userId, command) => grains.User(userId).ProjectConnectionsAsync(command));

    public static readonly OutboxMessageType<ProjectCompanion> ProjectCompanion = new(
        "companion.project-to-user.v1", OutboxJson.Default.ProjectCompanion,
        static (grains, userId, command) => grains.User(userId).ProjectCompanionAsync(command));

    public static readonly OutboxMessageType<ProjectLearning> ProjectLearning = new("courses.project-to-user.v1", OutboxJson.Default.ProjectLearning,
        static (grains, userId, command) => grains.User(userId).ProjectLearningAsync(command));

    public static readonly OutboxMessageType<ProjectReferrals> ProjectReferrals = new(
        "referrals.project-to-user.v1", OutboxJson.Default.ProjectReferrals,
        static (grains, userId, command) => grains.User(userId).ProjectReferralsAsync(command));

    public static readonly OutboxMessageType<ProjectReflections> ProjectReflections = new(
        "reflections.project-to-user.v1", OutboxJson.Default.ProjectReflections,
        static (grains, userId, command) => grains.User(userId).ProjectReflectionsAsync(command));

    public static readonly OutboxMessageType<ProjectSubscription> ProjectSubscription = new(
        "wallet.project-subscription-to-user.v1", OutboxJson.Default.ProjectSubscription,
        static (grains, userId, command) => grains.User(userId).ProjectSubscriptionAsync(command));

    public static readonly OutboxMessageType<ProjectWallet> ProjectWallet = new("wallet.project-to-user.v1", OutboxJson.Default.ProjectWallet,
        static (grains, userId, command) => grains.User(userId).ProjectWalletAsync(command));

    public static readonly OutboxMessageType<ProjectBoost> ProjectBoost = new("wallet.project-boost-to-user.v1", OutboxJson.Default.ProjectBoost,
        static (grains, userId, command) => grains.User(userId).ProjectBoostAsync(command));

    public static readonly OutboxMessageType[] All =
    [
        Create, Upgrade, Reclaim, AddSession, RemoveSession, EndSessions, ProjectCircles, ProjectConnections, ProjectCompanion, ProjectLearning,
        ProjectReferrals, ProjectReflections, ProjectSubscription, ProjectWallet, ProjectBoost,
    ];
}
