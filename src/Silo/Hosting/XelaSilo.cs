using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Hosting;
using XelaConnect.Silo.Accounts;
using XelaConnect.Silo.Health;
using XelaConnect.Silo.Seed;
using XelaConnect.Silo.Storage;
using XelaConnect.Streams;

namespace XelaConnect.Silo.Hosting;

/// <summary>Composes a silo: grains, stores, streams, and the adapters to the outside world.</summary>
internal static class XelaSilo
{
    /// <summary>In stored keys of Orleans' providers: never changed.</summary>
    private const string ServiceId = "xelaconnect";

    /// <summary>How often the stream's queue is looked at: half of it is what a live message waits on average.</summary>
    private static readonly TimeSpan StreamPoll = TimeSpan.FromMilliseconds(10);

    /// <summary>The one silo of an embedded host. Nobody else connects to it, so it has no gateway and takes any free port.</summary>
    public static ISiloBuilder UseXelaEmbedded(this ISiloBuilder silo, SiloSettings settings)
    {
        silo.UseLocalhostClustering(settings.Port ?? FreePort(), gatewayPort: 0, serviceId: ServiceId, clusterId: "embedded");
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
        return silo.UseXela(settings);
    }

    private static ISiloBuilder UseXela(this ISiloBuilder silo, SiloSettings settings)
    {
        _ = settings.Postgres is { } postgres ? silo.UsePostgresStorage(postgres) : silo.UseSqliteStorage(settings.DataDirectory);
        silo.AddMemoryStreams(StreamCatalog.Provider, streams =>
        {
            // One queue: an idle silo then looks at one queue a hundred times a second, not at eight.
            streams.ConfigurePartitioning(1);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = StreamPoll));
        });
        silo.AddActivityPropagation();
        silo.Services.AddXelaGrains();
        silo.Services.AddSingleton(settings);
        silo.Services.AddSingleton<IPasswords, BcryptPasswords>();
        silo.Services.AddHttpClient<IIdentityProvider, EmergentAuth>();
        silo.Services.AddHealthChecks().AddCheck<JournalHealth>("journal");
        silo.Services.AddHostedService<Sweeper>();
        // Orleans schedules the collection of idle grains by the system's clock and checks it by this one: it must not seem overdue at once.
        if (settings.ClockOffset > TimeSpan.Zero) silo.Configure<GrainCollectionOptions>(options => options.CollectionAge += settings.ClockOffset);
        if (settings.Seed) silo.Services.AddHostedService<Seeder>();
        return silo;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
