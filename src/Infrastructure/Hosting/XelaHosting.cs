using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using XelaConnect.Infrastructure.Storage;
using XelaConnect.Infrastructure.Streams;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>The entry to this assembly: makes a process a silo, or a client of the silos.</summary>
public static class XelaHosting
{
    /// <summary>Makes the process a silo of a cluster on PostgreSQL.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void AddXelaSilo(this IHostApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: false);
        builder.UseOrleans(silo => silo.UseXelaCluster(settings));
    }

    /// <summary>Embeds the only silo in an API host. It starts before the host accepts requests.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static void AddEmbeddedXelaSilo(this IHostApplicationBuilder builder) =>
        builder.AddEmbeddedXelaSilo(SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: true));

    /// <summary>Embeds a silo with these settings.</summary>
    internal static void AddEmbeddedXelaSilo(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }

    /// <summary>
    /// Makes an API host a client of the silos in the membership table of <paramref name="postgres"/>. The host accepts
    /// requests at once and refuses them with 503 until it is connected.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="postgres">The database of the membership table.</param>
    /// <param name="clusterChanged">Called when silos join or leave.</param>
    public static void AddXelaClient(this IHostApplicationBuilder builder, string postgres, Action<IServiceProvider> clusterChanged)
    {
        builder.Services.Configure<HostOptions>(
            options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Draining.Grace));
        builder.UseOrleansClient(
            client => client.UseXelaCluster(postgres).AddGatewayCountChangedHandler(services => (_, _) => clusterChanged(services)));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }

    private static IClientBuilder UseXelaCluster(this IClientBuilder client, string postgres)
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
