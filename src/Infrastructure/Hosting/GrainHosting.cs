using Microsoft.Extensions.Hosting;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Gives an API host its grains.</summary>
internal static class GrainHosting
{
    /// <summary>Puts a silo inside. It starts before the first request is taken.</summary>
    public static void AddEmbeddedGrains(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }

    /// <summary>Connects to a cluster. Requests are taken at once and refused with 503 until a silo answers, so that nobody waits for one in vain.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="postgres">Where the cluster's membership table is.</param>
    /// <param name="clusterChanged">Told when silos come or go.</param>
    public static void AddClusterGrains(this IHostApplicationBuilder builder, string postgres, Action<IServiceProvider> clusterChanged)
    {
        builder.Services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Draining.Grace));
        builder.UseOrleansClient(client => client.UseXelaCluster(postgres).AddGatewayCountChangedHandler(services => (_, _) => clusterChanged(services)));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }
}
