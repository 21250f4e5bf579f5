using Orleans.Configuration;
using Orleans.Serialization;
using XelaConnect.Operations;
using XelaConnect.Silo.Storage;
using XelaConnect.Silo.Streams;

namespace XelaConnect.Silo.Hosting;

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

/// <summary>At start, a cluster that is not there yet is waited for.</summary>
internal sealed partial class ClusterConnectionRetry(TimeProvider time, ILogger<ClusterConnectionRetry> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How many attempts there are to one line in the log.</summary>
    private const int AttemptsPerLine = 15;

    private int attempts;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (attempts++ % AttemptsPerLine == 0) LogRetrying(exception.GetBaseException().Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(4501, LogLevel.Warning, "No silo answers yet; requests get 503 until one does. {Reason}")]
    private partial void LogRetrying(string reason);
}
