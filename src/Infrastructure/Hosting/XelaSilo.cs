using System.Net.Sockets;
using XelaConnect.Grains.Hosting;
using XelaConnect.Infrastructure.Accounts;
using XelaConnect.Infrastructure.Health;
using XelaConnect.Infrastructure.Mail;
using XelaConnect.Infrastructure.Seed;
using XelaConnect.Infrastructure.Storage.Postgres;
using XelaConnect.Infrastructure.Video;

namespace XelaConnect.Infrastructure.Hosting;

internal static class XelaSilo
{
    private const int MaxDirectoryCache = 100_000;
    private const int DefaultPort = 11111;
    private const int DefaultGatewayPort = 30000;

    /// <summary>No other process connects to it, so it has no gateway and listens on any free port.</summary>
    public static ISiloBuilder UseXelaEmbedded(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.UseLocalhostClustering(settings.Port
            ?? FreePort(), gatewayPort: 0, serviceId: ClusterIdentity.ServiceId, clusterId: "embedded");
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        if (settings.Postgres is { } postgres) silo.UsePostgresStorage(postgres);
        else silo.UseSqliteStorage(settings.DataDirectory);
        silo.UseLiveStreams(queues: 1);
        return silo.UseXela(settings, settings.DataDirectory);
    }

    public static ISiloBuilder UseXelaCluster(this ISiloBuilder silo, SiloSettings settings)
    {
        var postgres = settings.Postgres
            ?? throw new SettingException(
                "ConnectionStrings:Postgres must be set: the silos of a cluster share one PostgreSQL database. "
                + "SQLite is for the embedded host, which is one silo.");
        var address = settings.AdvertisedAddress is { } name ? Resolve(name) : null;
        silo.Configure<ClusterOptions>(ClusterIdentity.Apply);
        silo.Configure<ExceptionSerializationOptions>(ClusterIdentity.Apply);
        silo.Configure<ClusterMembershipOptions>(ClusterTimings.Apply);
        silo.Configure<SiloMessagingOptions>(ClusterTimings.Apply);
        silo.Configure<LoadSheddingOptions>(Overload.Apply);
        silo.Configure<EndpointOptions>(options =>
        {
            (options.SiloPort, options.GatewayPort) = (settings.Port ?? DefaultPort, settings.GatewayPort ?? DefaultGatewayPort);
            if (address is not null) options.AdvertisedIPAddress = address;
            // A silo that advertises loopback listens on this machine only: its protocol does not authenticate.
            var listen = address is not null && IPAddress.IsLoopback(address) ? address : IPAddress.Any;
            (options.SiloListeningEndpoint, options.GatewayListeningEndpoint) =
                (new(listen, options.SiloPort), new(listen, options.GatewayPort));
        });
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) =
            (StorageSetup.PostgresInvariant, PostgresConnections.ForMembership(postgres)));
        silo.Services.AddSingleton<IFatalErrorHandler, EvictionHandler>();
        silo.Services.AddSingleton<StallGuard>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<StallGuard>());
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(services => services.GetRequiredService<StallGuard>());
        silo.UseLiveStreams(LiveStreams.QueuesOfCluster);
        silo.UseBalancedPlacement();
        return silo.UsePostgresStorage(postgres).UseXela(settings, directory: null);
    }

    /// <summary>In a cluster no silo has a directory of its own, since all must have the same keys.</summary>
    private static ISiloBuilder UseXela(this ISiloBuilder silo, SiloSettings settings, string? directory)
    {
        // Its filters cost time in every grain call, so they need an exporter.
        if (TelemetrySettings.Read(silo.Configuration).Exported) silo.AddActivityPropagation();
        if (settings.ClockOffset != TimeSpan.Zero)
            silo.Services.AddKeyedSingleton<TimeProvider>(Clocks.Domain, new OffsetTimeProvider(settings.ClockOffset));
        // The default of a million addresses takes 350 MB when unknown ids are read.
        silo.Configure<GrainDirectoryOptions>(static options => options.CacheSize = MaxDirectoryCache);
        silo.Configure<GrainCollectionOptions>(Shed);
        silo.Services.AddXelaGrains();
        silo.Services.AddSingleton(settings);
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Plans));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Connections));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Referrals));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Matching));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Links));
        silo.Services.Replace(ServiceDescriptor.Singleton(settings.Staff));
        silo.Services.AddSingleton<IPasswords>(_ => new Passwords(
            new BcryptScheme(settings.BcryptCost), new Pbkdf2Scheme()));
        silo.Services.AddSingleton<ISecretEncryption>(services => new SecretEncryption(
            settings.Encryption, directory, services.GetRequiredService<ILogger<SecretEncryption>>()));
        EmergentAuth.AddTo(silo.Services);
        IdTokens.AddTo(silo.Services, settings.Oidc);
        WebAuthn.AddTo(silo.Services, settings.Passkeys);
        StripeGateway.AddTo(silo.Services, settings.Stripe);
        DailyRooms.AddTo(silo.Services, settings.Video);
        MailSetup.AddTo(silo.Services, settings);
        silo.AddStartupTask<MailStartupLog>();
        OpenAiModel.AddTo(silo.Services, settings.Companion);
        silo.AddStartupTask<CompanionStartupLog>();
        silo.Services.AddHealthChecks().AddCheck<JournalHealthCheck>("journal");
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OutboxRecoveryTask>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SubscriptionCleanupTask>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
            ActivatorUtilities.CreateInstance<ExpiredRowsTask>(
                services, settings.Postgres is null ? ExpiredRowsTask.SqlitePortion : ExpiredRowsTask.PostgresPortion));
        if (settings.Seed) silo.AddStartupTask<Seeder>();
        return silo;
    }

    /// <summary>In percent of what the collector may use. The activations that were idle longest end first.</summary>
    private static void Shed(GrainCollectionOptions options)
    {
        options.EnableActivationSheddingOnMemoryPressure = true;
        (options.MemoryUsageLimitPercentage, options.MemoryUsageTargetPercentage) = (80, 70);
    }

    private static IPAddress Resolve(string address)
    {
        if (IPAddress.TryParse(address, out var parsed)) return parsed;
        try
        {
            return Array.Find(Dns.GetHostAddresses(address), found => found.AddressFamily == AddressFamily.InterNetwork)
                ?? throw new SettingException($"Xela:Silo:AdvertisedAddress ({address}) has no IPv4 address.");
        }
        catch (SocketException e)
        {
            throw new SettingException(
                $"Xela:Silo:AdvertisedAddress ({address}) is neither an address nor a name that resolves.", e);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>The system's clock, shifted, so that a developer can see tomorrow (<c>Xela:Clock:Offset</c>).</summary>
internal sealed class OffsetTimeProvider(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
