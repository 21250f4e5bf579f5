using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace XelaConnect.ApiHost.Operations;

internal static class OperationsEndpoints
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHealth();
        services.AddHealthChecks().AddCheck<GrainHealthCheck>("grains");
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperationsJson.Default));
        services.AddXelaOpenApi();
        services.AddTelemetry(builder.Configuration, "xelaconnect-api");
        services.AddSingleton(MetricsSettings.Read(builder.Configuration));
        services.AddSingleton<MetricsListener>();
        services.AddHostedService(static provider => provider.GetRequiredService<MetricsListener>());
    }

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/", () => TypedResults.Ok(new Greeting("XelaConnect API"))).AllowAnonymous()
            .WithTags("Operations").WithSummary("Says that the API is here");
        var operations = app.MapGroup("").Operational();
        operations.MapHealth();
        if (app.ServiceProvider.GetRequiredService<MetricsSettings>().OnPublicPort) operations.MapMetrics();
        operations.MapDocument();
        if (HasDocs(app.ServiceProvider)) operations.MapDocs();
    }

    /// <summary><c>/docs</c> is served by the setting, else in every environment except Production.</summary>
    public static bool HasDocs(IServiceProvider services) =>
        services.GetRequiredService<HttpSettings>().Docs ?? !services.GetRequiredService<IHostEnvironment>().IsProduction();

    public static void PrintOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var settings = app.Services.GetRequiredService<HttpSettings>();
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = (addresses.FirstOrDefault() ?? "").Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/');
        Console.WriteLine($"XelaConnect  {address}");
        if (HasDocs(app.Services)) Console.WriteLine($"API docs     {address}/docs");
        if (app.Services.GetRequiredService<MetricsListener>().Address is { } metrics)
            Console.WriteLine($"Metrics      {metrics}/metrics");
        var store =
            settings.Postgres is null ? settings.DataDirectory : settings.Embedded ? "PostgreSQL" : "in the cluster";
        Console.WriteLine($"Data         {store}");
    });
}

/// <summary>Checks that a grain responds, which needs the cluster and its store.</summary>
internal sealed class GrainHealthCheck(IGrainFactory grains, ClusterConnection cluster) : IHealthCheck
{
    /// <summary>A session that does not exist; reading it needs the same resources as a real one.</summary>
    public const string ProbeSessionKey = "session-readiness";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (cluster.IsLost) return HealthCheckResult.Unhealthy("No silo is connected.");
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

/// <summary>The response at the root of the API.</summary>
internal sealed record Greeting(string Message);

[JsonSerializable(typeof(Greeting))]
internal sealed partial class OperationsJson : JsonSerializerContext;
