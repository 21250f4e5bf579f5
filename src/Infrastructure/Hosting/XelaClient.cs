using Orleans.Configuration;
using Orleans.Serialization;
using XelaConnect.Infrastructure.Storage;
using XelaConnect.Infrastructure.Streams;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Composes the other end: a host without grains that calls those of the cluster.</summary>
internal static class XelaClient
{
    /// <summary>Finds the silos in the membership table of <paramref name="postgres"/>, and goes on looking for them for as long as the process runs.</summary>
    public static IClientBuilder UseXelaCluster(this IClientBuilder client, string postgres)
    {
        client.Configure<ClusterOptions>(ClusterIdentity.Apply);
        client.Configure<ExceptionSerializationOptions>(ClusterIdentity.Apply);
        client.Configure<GatewayOptions>(ClusterTimings.Apply);
        client.Configure<ClientMessagingOptions>(ClusterTimings.Apply);
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (StorageSetup.PostgresInvariant, postgres));
        client.UseConnectionRetryFilter<ClusterConnectionRetry>();
        client.UseLiveStreams();
        if (TelemetrySettings.Read(client.Configuration).Exported) client.AddActivityPropagation();
        return client;
    }
}
