using Microsoft.Extensions.Diagnostics.HealthChecks;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Operations;

/// <summary>Answers whether this host can serve: every registered check must pass.</summary>
internal static class Readiness
{
    /// <summary>200 with the checks, or 503 with the checks.</summary>
    public static async Task<IResult> AnswerAsync(HealthCheckService health, CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(cancellation);
        var ready = report.Status != HealthStatus.Unhealthy;
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new CheckAnswer(entry.Value.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" }, Math.Round(entry.Value.Duration.TotalMilliseconds, 1)),
            StringComparer.Ordinal);
        return TypedResults.Json(new ReadyAnswer(ready ? "ready" : "not_ready", checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>A grain answers: the cluster is reachable, and so is its store, from which the grain had to be opened.</summary>
internal sealed class GrainsAnswer(IGrainFactory grains) : IHealthCheck
{
    /// <summary>A session nobody has; asking it reaches everything a real one needs.</summary>
    private const string NobodysSession = "session-readiness";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.GetGrain<ISessionGrain>(NobodysSession).CheckAsync().AsTask().WaitAsync(Deadline, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("No grain answers.", e);
        }
    }
}
