using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.Operations;

/// <summary>What a process is about, as <c>/health/ready</c> says it. Only the ready are to be sent work.</summary>
internal enum Phase
{
    /// <summary>Waiting for its database.</summary>
    Waiting,
    /// <summary>Joining the cluster, or connecting to it.</summary>
    Joining,
    /// <summary>Serving; whether it can is told by the checks.</summary>
    Serving,
    /// <summary>Told to end: it finishes what it has and takes nothing new.</summary>
    Draining,
}

/// <summary>Knows the phase of this process.</summary>
internal sealed class PhaseOfProcess(IHostApplicationLifetime lifetime)
{
    private volatile bool waiting;

    /// <summary>The phase now.</summary>
    public Phase Now =>
        lifetime.ApplicationStopping.IsCancellationRequested ? Phase.Draining
        : lifetime.ApplicationStarted.IsCancellationRequested ? Phase.Serving
        : waiting ? Phase.Waiting
        : Phase.Joining;

    /// <summary>The database is waited for, or no longer.</summary>
    public void Waits(bool forDatabase) => waiting = forDatabase;
}

/// <summary><c>/health/live</c> and <c>/health/ready</c> (contract §3, "Operations").</summary>
internal static class Health
{
    /// <summary>Registers what they need; the checks are added by whoever has something to check.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<PhaseOfProcess>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, HealthJson.Default));
    }

    /// <summary>Maps them.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", static () => TypedResults.Ok(new LiveAnswer("live"))).ExcludeFromDescription();
        app.MapGet("/health/ready", AnswerAsync).ExcludeFromDescription();
    }

    /// <summary>200 with the checks, or 503 with the checks or the phase.</summary>
    private static async Task<IResult> AnswerAsync(HealthCheckService health, PhaseOfProcess phase, CancellationToken cancellation)
    {
        if (phase.Now is not Phase.Serving and var other)
        {
            var status = other switch { Phase.Waiting => "waiting", Phase.Joining => "joining", _ => "draining" };
            return TypedResults.Json(new ReadyAnswer(status, new Dictionary<string, CheckAnswer>(StringComparer.Ordinal)), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        var report = await health.CheckHealthAsync(cancellation);
        var ready = report.Status != HealthStatus.Unhealthy;
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new CheckAnswer(entry.Value.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" }, Math.Round(entry.Value.Duration.TotalMilliseconds, 1)),
            StringComparer.Ordinal);
        return TypedResults.Json(new ReadyAnswer(ready ? "ready" : "not_ready", checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The process is up.</summary>
internal sealed record LiveAnswer(string Status);

/// <summary>Whether requests can be answered, check by check.</summary>
internal sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, CheckAnswer> Checks);

/// <summary>How one check went. Why it failed is in the log.</summary>
internal sealed record CheckAnswer(string Status, double Milliseconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
