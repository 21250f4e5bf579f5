using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Http;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Operations;

/// <summary>What operators and developers call: health, metrics, the contract and its page (contract §3, "Operations").</summary>
internal static class OperationsEndpoints
{
    /// <summary>Registers it.</summary>
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHealth();
        services.AddHealthChecks().AddCheck<GrainHealthCheck>("grains");
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperationsJson.Default));
        services.AddXelaOpenApi();
        services.AddTelemetry(builder.Configuration, "xelaconnect-api");
        services.AddSingleton(MetricsSettings.Read(builder.Configuration)).AddSingleton<MetricsListener>().AddHostedService(static provider => provider.GetRequiredService<MetricsListener>());
    }

    /// <summary>Maps it.</summary>
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/", () => TypedResults.Ok(new Greeting("XelaConnect API"))).AllowAnonymous().WithTags("Operations").WithSummary("Says that the API is here");
        var operations = app.MapGroup("").Operational();
        operations.MapHealth();
        if (app.ServiceProvider.GetRequiredService<MetricsSettings>().OnPublicPort) operations.MapMetrics();
        operations.MapDocuments();
        if (HasDocs(app.ServiceProvider)) operations.MapDocs();
    }

    /// <summary>Whether the page of the docs is served: as set, else everywhere but in Production.</summary>
    public static bool HasDocs(IServiceProvider services) =>
        services.GetRequiredService<HttpSettings>().Docs ?? !services.GetRequiredService<IHostEnvironment>().IsProduction();
}

/// <summary>The answer at the root of the API.</summary>
internal sealed record Greeting(string Message);

[JsonSerializable(typeof(Greeting))]
internal sealed partial class OperationsJson : JsonSerializerContext;
