using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.ServiceDefaults;

/// <summary><c>/health/live</c> and <c>/health/ready</c> (contract §3, "Operations").</summary>
public static class Health
{
    private static readonly HttpMethodMetadata Read = new([HttpMethods.Get, HttpMethods.Head]);
    private static readonly Dictionary<string, HealthCheckResponse> NoChecks = new(StringComparer.Ordinal);

    /// <summary>Registers what they need; the checks are added by whoever has something to check.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<HostLifecycle>();
    }

    /// <summary>Maps them.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var phase = app.ServiceProvider.GetRequiredService<HostLifecycle>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            // That the process answers is all there is to say.
            Predicate = static _ => false,
            ResponseWriter = WriteLiveAsync,
        }).WithMetadata(Read);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            // Before and after it serves, a process has nothing to check: its phase says it all.
            Predicate = _ => phase.Now is HostLifecycleState.Ready,
            ResponseWriter = (http, report) => WriteReadyAsync(http, report, phase.Now),
        }).WithMetadata(Read);
    }

    private static Task WriteLiveAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(new LivenessResponse("live"), HealthJson.Default.LivenessResponse);

    /// <summary>Writes the checks, or the phase with 503. The status of the checks is set already.</summary>
    private static Task WriteReadyAsync(HttpContext http, HealthReport report, HostLifecycleState phase)
    {
        // Without checks the process was not serving when it was asked, whatever it is by now.
        var status = phase switch
        {
            HostLifecycleState.Draining => "draining",
            HostLifecycleState.WaitingForDatabase => "waiting",
            HostLifecycleState.Ready when report.Entries.Count > 0 => report.Status == HealthStatus.Unhealthy ? "not_ready" : "ready",
            _ => "joining",
        };
        var answers = status is "ready" or "not_ready";
        if (!answers) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        var checks = answers
            ? report.Entries.ToDictionary(static entry => entry.Key, static entry => ResponseOf(entry.Value), StringComparer.Ordinal)
            : NoChecks;
        return http.Response.WriteAsJsonAsync(new ReadinessResponse(status, checks), HealthJson.Default.ReadinessResponse);
    }

    private static HealthCheckResponse ResponseOf(HealthReportEntry check) => new(
        check.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" },
        Math.Round(check.Duration.TotalMilliseconds, 1));
}

/// <summary>The process is up.</summary>
internal sealed record LivenessResponse(string Status);

/// <summary>Whether requests can be answered, check by check.</summary>
internal sealed record ReadinessResponse(string Status, IReadOnlyDictionary<string, HealthCheckResponse> Checks);

/// <summary>How one check went. Why it failed is in the log.</summary>
internal sealed record HealthCheckResponse(string Status, double Milliseconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LivenessResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
