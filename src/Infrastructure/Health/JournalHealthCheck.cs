using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.Infrastructure.Health;

/// <summary>Without the store no command can be acknowledged.</summary>
internal sealed class JournalHealthCheck(IJournalStore store) : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.IsReachableAsync(cancellationToken).WaitAsync(Deadline, cancellationToken)
                ? HealthCheckResult.Healthy() : Unhealthy(null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) { return Unhealthy(e); }
    }

    private static HealthCheckResult Unhealthy(Exception? reason) =>
        HealthCheckResult.Unhealthy("The store of the journal does not respond.", reason);
}
