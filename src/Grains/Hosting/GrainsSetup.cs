using Microsoft.Extensions.DependencyInjection.Extensions;
using XelaConnect.CrisisDetection.Tables;

namespace XelaConnect.Grains.Hosting;

/// <summary>The entry to this assembly.</summary>
public static class GrainsSetup
{
    /// <summary>Registers the kernel and every feature. The silo adds stores and adapters.</summary>
    public static IServiceCollection AddXelaGrains(this IServiceCollection services)
    {
        CrisisTables.Load();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        services.AddEventSourcing();
        Accounts.AccountsModule.AddTo(services);
        Admin.AdminModule.AddTo(services);
        Circles.CirclesModule.AddTo(services);
        Companion.CompanionModule.AddTo(services);
        Courses.CoursesModule.AddTo(services);
        Discovery.DiscoveryModule.AddTo(services);
        Feed.FeedModule.AddTo(services);
        Idempotency.IdempotencyModule.AddTo(services);
        Mail.MailModule.AddTo(services);
        Payments.PaymentsModule.AddTo(services);
        Privacy.PrivacyModule.AddTo(services);
        Profiles.ProfilesModule.AddTo(services);
        Referrals.ReferralsModule.AddTo(services);
        Reflections.ReflectionsModule.AddTo(services);
        Relationships.RelationshipsModule.AddTo(services);
        Safety.SafetyModule.AddTo(services);
        Subscriptions.SubscriptionsModule.AddTo(services);
        Wallet.WalletModule.AddTo(services);
        return services;
    }
}
