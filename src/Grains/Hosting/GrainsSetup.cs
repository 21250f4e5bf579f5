using Microsoft.Extensions.DependencyInjection.Extensions;
using XelaConnect.CrisisDetection.Tables;
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

namespace XelaConnect.Grains.Hosting;

/// <summary>The entry to this assembly: registers the kernel and every feature.</summary>
public static class GrainsSetup
{
    /// <summary>Registers what grains need, except the stores and the adapters to other services, which the silo adds.</summary>
    public static IServiceCollection AddXelaGrains(this IServiceCollection services)
    {
        CrisisTables.Load();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        services.AddEventSourcing();
        AccountsModule.AddTo(services);
        AdminModule.AddTo(services);
        CirclesModule.AddTo(services);
        CompanionModule.AddTo(services);
        CoursesModule.AddTo(services);
        DiscoveryModule.AddTo(services);
        FeedModule.AddTo(services);
        IdempotencyModule.AddTo(services);
        PaymentsModule.AddTo(services);
        ProfilesModule.AddTo(services);
        ReferralsModule.AddTo(services);
        ReflectionsModule.AddTo(services);
        RelationshipsModule.AddTo(services);
        SafetyModule.AddTo(services);
        SubscriptionsModule.AddTo(services);
        WalletModule.AddTo(services);
        return services;
    }
}
