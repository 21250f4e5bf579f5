using System.Text.Json.Serialization;

namespace XelaConnect.ApiHost.Operations;

/// <summary>What operators and developers call: health, metrics, the contract and its page (contract §3, "Operations").</summary>
internal static class OperationsEndpoints
{
    /// <summary>Registers it.</summary>
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHealthChecks().AddCheck<GrainsAnswer>("grains");
        services.AddSingleton<MetricsListener>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsListener>());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperationsJson.Default));
        services.AddXelaOpenApi();
        services.AddTelemetryExport(builder.Configuration);
    }

    /// <summary>Maps it.</summary>
    public static void MapOperations(this WebApplication app)
    {
        app.MapGet("/api/", () => TypedResults.Ok(new Greeting("XelaConnect API"))).WithTags("Operations").WithSummary("Says that the API is here");
        app.MapGet("/health/live", () => TypedResults.Ok(new LiveAnswer("live"))).ExcludeFromDescription();
        app.MapGet("/health/ready", Readiness.AnswerAsync).ExcludeFromDescription();
        app.MapGet("/metrics", MetricsEndpoint.AnswerAsync).ExcludeFromDescription();
        app.MapContract();
    }
}

/// <summary>The answer at the root of the API.</summary>
internal sealed record Greeting(string Message);

/// <summary>The process is up.</summary>
internal sealed record LiveAnswer(string Status);

/// <summary>Whether requests can be answered, check by check.</summary>
internal sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, CheckAnswer> Checks);

/// <summary>How one check went. Why it failed is in the log.</summary>
internal sealed record CheckAnswer(string Status, double Milliseconds);

[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
internal sealed partial class OperationsJson : JsonSerializerContext;
