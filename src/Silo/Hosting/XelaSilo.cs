using Microsoft.Extensions.DependencyInjection.Extensions;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Companion;
using XelaConnect.Grains.Hosting;
using XelaConnect.Grains.Wallet;
using XelaConnect.Silo.Accounts;
using XelaConnect.Silo.Companion;
using XelaConnect.Silo.Health;
using XelaConnect.Silo.Seed;
using XelaConnect.Silo.Wallet;

namespace XelaConnect.Silo.Hosting;

/// <summary>Composes a silo: grains, stores, streams, and the adapters to the outside world.</summary>
internal static partial class XelaSilo
{
    /// <summary>What every silo has, whatever it runs on.</summary>
    private static ISiloBuilder UseXela(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.Services.AddXelaGrains();
        silo.Services.AddSingleton(settings);
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Plans));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Connections));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Matching));
        silo.Services.AddSingleton<IPasswords>(_ => new Passwords(PasswordSchemes.Of(settings)));
        silo.Services.AddHttpClient<IIdentityProvider, EmergentAuth>();
        silo.Services.AddSingleton(settings.Stripe);
        silo.Services.AddHttpClient(StripeGateway.Client);
        silo.Services.AddSingleton<IPaymentGateway, StripeGateway>();
        silo.Services.AddSingleton(settings.Companion);
        silo.Services.AddSingleton<ICompanionModel, OpenAiModel>();
        silo.AddStartupTask<CompanionAtStart>();
        silo.Services.AddHealthChecks().AddCheck<JournalHealth>("journal");
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Sweeper>();
        if (settings.Seed) silo.AddStartupTask<Seeder>();
        return silo;
    }
}
