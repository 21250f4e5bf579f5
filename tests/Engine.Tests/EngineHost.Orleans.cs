using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using XelaConnect.Silo.Streams;

namespace XelaConnect.Tests.Engine;

/// <summary>Starts the engine the tests run against: here Orleans, one silo as embedded hosts have it. Nothing else in this project knows which it is.</summary>
internal static class EngineHost
{
    public static async Task<IHost> StartAsync(Action<ISiloBuilder>? more = null, TimeSpan? collectionAge = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "engine", clusterId: "engine");
            silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.UseLiveStreams(queues: 1);
            if (collectionAge is { } age)
                silo.Configure<GrainCollectionOptions>(options => (options.CollectionAge, options.CollectionQuantum) = (age, age / 2));
            more?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
