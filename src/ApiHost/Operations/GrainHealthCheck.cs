using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.ApiHost.Operations;

/// <summary>A grain answers: the cluster is reachable, and so is its store, from which the grain had to be opened.</summary>
internal sealed class GrainHealthCheck(IGrainFactory grains) : IHealthCheck
{
    /// <summary>A session nobody has; asking it reaches everything a real one needs.</summary>
    private const string ProbeSessionKey = "session-readiness";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.Session(ProbeSessionKey).CheckAsync().AsTask().WaitAsync(Deadline, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("No grain answers.", e);
        }
    }
}
