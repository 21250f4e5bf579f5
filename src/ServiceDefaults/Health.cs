using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.ServiceDefaults;

/// <summary><c>/health/live</c> and <c>/health/ready</c> (<c>docs/operations.md</c>).</summary>
public static class Health
{
    private static readonly HttpMethodMetadata Read = new([HttpMethods.Get, HttpMethods.Head]);
    private static readonly Dictionary<string, HealthCheckResponse> NoChecks = new(StringComparer.Ordinal);

    /// <summary>Registers both. Other parts add their checks.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<HostLifecycle>();
    }

    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var lifecycle = app.ServiceProvider.GetRequiredService<HostLifecycle>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            // The response itself shows that the process lives.
            Predicate = static _ => false,
            ResponseWriter = WriteLiveAsync,
        }).WithMetadata(Read);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            // Checks make sense only while the process serves.
            Predicate = _ => lifecycle.State is HostLifecycleState.Ready,
            ResponseWriter = (http, report) => WriteReadyAsync(http, report, lifecycle.State),
        }).WithMetadata(Read);
    }

    private static Task WriteLiveAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(new LivenessResponse("live"), HealthJson.Default.LivenessResponse);

    /// <summary>The status code of the checks is set already.</summary>
    private static Task WriteReadyAsync(HttpContext http, HealthReport report, HostLifecycleState state)
    {
        // Without checks the process was not serving when the request came, even if it does by now.
        var status = state switch
        {
            HostLifecycleState.Draining => "draining",
            HostLifecycleState.WaitingForDatabase => "waiting",
            HostLifecycleState.Ready when report.Entries.Count > 0 => report.Status == HealthStatus.Unhealthy ? "not_ready" : "ready",
            _ => "joining",
        };
        var isServing = status is "ready" or "not_ready";
        if (!isServing) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        var checks = isServing
            ? report.Entries.ToDictionary(
                static entry => entry.Key, static entry => ResponseOf(entry.Value), StringComparer.Ordinal)
            : NoChecks;
        return http.Response.WriteAsJsonAsync(new ReadinessResponse(status, checks), HealthJson.Default.ReadinessResponse);
    }

    private static HealthCheckResponse ResponseOf(HealthReportEntry check) => new(
        check.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" },
        Math.Round(check.Duration.TotalMilliseconds, 1));
}

internal sealed record LivenessResponse(string Status);
internal sealed record ReadinessResponse(string Status, IReadOnlyDictionary<string, HealthCheckResponse> Checks);

/// <summary>The reason of a failure is in the log.</summary>
internal sealed record HealthCheckResponse(string Status, double Milliseconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LivenessResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
