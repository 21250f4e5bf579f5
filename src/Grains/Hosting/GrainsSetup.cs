using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using XelaConnect.CrisisDetection.Tables;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Admin;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Companion;
using XelaConnect.Grains.Courses;
using XelaConnect.Grains.Discovery;
using XelaConnect.Grains.Feed;
using XelaConnect.Grains.Idempotency;
using XelaConnect.Grains.Payments;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Referrals;
using XelaConnect.Grains.Reflections;
using XelaConnect.Grains.Relationships;
using XelaConnect.Grains.Safety;
using XelaConnect.Grains.Subscriptions;
using XelaConnect.Grains.Wallet;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Hosting;

/// <summary>Registers the kernel and every slice's journals and effects.</summary>
public static class GrainsSetup
{
    /// <summary>What grains need, but for the stores and the adapters to the outside world, which the silo brings.</summary>
    public static IServiceCollection AddXelaGrains(this IServiceCollection services)
    {
        CrisisTables.Load();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        services.TryAddSingleton(Plans.Default);
        services.TryAddSingleton(MatchingWeights.Default);
        services.TryAddSingleton(ConnectionLimits.Default);
        services.AddSingleton<KernelMetrics>();
        services.AddSingleton<WalletMetrics>();
        services.AddSingleton<CompanionMetrics>();
        services.AddSingleton<ReplyGenerator>();
        services.TryAddSingleton(ModelCeilings.Default);
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<OutboxMessageTypes>();
        services.AddTransient(typeof(Journal<,>));

        services.AddSingleton(AccountJournal.Account).AddSingleton(AccountJournal.Session).AddSingleton(UserJournal.User);
        services.AddSingleton(CircleJournal.Circle).AddSingleton(CircleJournal.Memberships).AddSingleton(CircleJournal.Directory);
        services.AddSingleton(CourseJournal.Course).AddSingleton(CourseJournal.Catalog).AddSingleton(LearnerJournal.Learner);
        services.AddSingleton(WalletJournal.Wallet).AddSingleton(IntentJournal.Intent).AddSingleton(SubscriptionJournal.Subscription).AddSingleton(StoreCustomerJournal.Customer).AddSingleton(CreditPackJournal.Pack).AddSingleton(UnmatchedPaymentsJournal.List);
        services.AddSingleton(PairJournal.Pair).AddSingleton(PairJournal.Contacts).AddSingleton(InboxJournal.Inbox);
        services.AddSingleton(FeedJournal.Feed).AddSingleton(ReportsJournal.Month);
        services.AddSingleton(ReflectionsJournal.Reflections).AddSingleton(ReflectionsJournal.Public);
        services.AddSingleton(MatchShardJournal.Shard);
        services.AddSingleton(CompanionJournal.Conversation).AddSingleton(ModelBudgetJournal.Budget);
        services.AddSingleton(ReferralJournal.Code).AddSingleton(AuditJournal.Month).AddSingleton(IdempotencyJournal.Key);

        foreach (var kind in (OutboxMessageType[])
        [
            .. AccountMessages.All, .. CircleMessages.All, CourseJournal.PutOutline, LearnerJournal.ProjectLearning, .. ReferralMessages.All, .. WalletMessages.All, .. SubscriptionMessages.All, .. CreditPackMessages.All,
            .. PairMessages.All, .. CompanionMessages.All, .. ReflectionsJournal.Messages,
        ])
            services.AddSingleton(kind);
        return services;
    }
}
