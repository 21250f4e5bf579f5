using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.Infrastructure.Health;

/// <summary>Without the store no command can be acknowledged.</summary>
internal sealed class JournalHealthCheck(IOwnerStorage storage) : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var reachable = await Task.WhenAll(
                storage.All.Select(stores => stores.Journal.IsReachableAsync(cancellationToken)))
                .WaitAsync(Deadline, cancellationToken);
            return Array.TrueForAll(reachable, static one => one) ? HealthCheckResult.Healthy() : Unhealthy(null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) { return Unhealthy(e); }
    }

    private static HealthCheckResult Unhealthy(Exception? reason) =>
        HealthCheckResult.Unhealthy("The store of the journal does not respond.", reason);
}
