using XelaConnect.Infrastructure.Storage.Postgres;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>The entry to this assembly: makes a process a silo, or a client of the silos.</summary>
public static class XelaHosting
{
    /// <summary>Makes the process a silo of a cluster on PostgreSQL.</summary>
    public static void AddXelaSilo(this IHostApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: false);
        builder.UseOrleans(silo => silo.UseXelaCluster(settings));
    }

    /// <summary>Embeds the only silo in an API host. It starts before the host accepts requests.</summary>
    public static void AddEmbeddedXelaSilo(this IHostApplicationBuilder builder) =>
        builder.AddEmbeddedXelaSilo(
            SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: true));

    internal static void AddEmbeddedXelaSilo(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }

    /// <summary>
    /// Connects an API host to the silos; it refuses requests with 503 until it is connected. The action gets the number
    /// of connected gateways whenever it changes.
    /// </summary>
    public static void AddXelaClient(
        this IHostApplicationBuilder builder, string postgres, Action<IServiceProvider, int> gatewaysChanged)
    {
        builder.Services.Configure<HostOptions>(
            options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Draining.Grace));
        builder.UseOrleansClient(
            client => client.UseXelaCluster(postgres).AddGatewayCountChangedHandler(
                services => (_, change) => gatewaysChanged(services, change.NumberOfConnectedGateways)));
        CachedGrainInterfaceTypes.AddTo(builder.Services);
    }

    private static IClientBuilder UseXelaCluster(this IClientBuilder client, string postgres)
    {
        client.Configure<ClusterOptions>(ClusterIdentity.Apply);
        client.Configure<ExceptionSerializationOptions>(ClusterIdentity.Apply);
        client.Configure<GatewayOptions>(ClusterTimings.Apply);
        client.Configure<ClientMessagingOptions>(ClusterTimings.Apply);
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) =
            (StorageSetup.PostgresInvariant, PostgresConnections.ForMembership(postgres)));
        client.UseConnectionRetryFilter<ClusterConnectionRetry>();
        client.UseLiveStreams();
        if (TelemetrySettings.Read(client.Configuration).Exported) client.AddActivityPropagation();
        return client;
    }
}

internal sealed partial class ClusterConnectionRetry(TimeProvider time, ILogger<ClusterConnectionRetry> log)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    /// <summary>Attempts for each line in the log.</summary>
    private const int AttemptsPerLine = 15;
    private int attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (attempts++ % AttemptsPerLine == 0) LogRetrying(exception.GetBaseException().Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(4501, LogLevel.Warning, "No silo is reachable; requests get 503 until one is. {Reason}")]
    private partial void LogRetrying(string reason);
}

/// <summary>Orleans reads the attributes of a grain interface for each reference: half the cost of a call.</summary>
internal sealed class CachedGrainInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly AttributeGrainInterfaceTypeProvider attributes =
        ActivatorUtilities.CreateInstance<AttributeGrainInterfaceTypeProvider>(services);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType?> known = [];

    /// <summary>Call it after Orleans is added.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, CachedGrainInterfaceTypes>());

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        var found = known.GetOrAdd(
            type, static (type, source) => source.TryGetGrainInterfaceType(type, out var id) ? id : null, attributes);
        grainInterfaceType = found ?? default;
        return found is not null;
    }
}
