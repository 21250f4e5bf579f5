using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Resources;

namespace XelaConnect.ServiceDefaults;

/// <summary>Metrics at <c>/metrics</c>; with a collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>) also traces.</summary>
public static class Telemetry
{
    private const string Own = "XelaConnect.*";
    private const string Postgres = "Npgsql";
    /// <summary>Probes and scrapes repeat for ever, and a live connection lasts for hours.</summary>
    private static readonly string[] Untraced = ["/health", "/metrics", "/hubs"];

    /// <summary>Registers telemetry. <paramref name="service"/> is the name of the process at the collector.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        var settings = TelemetrySettings.Read(configuration);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithMetrics(metrics => metrics
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                // Not all of ASP.NET Core: those of authentication and authorization cost time at every request.
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections")
                .AddMeter("Microsoft.Orleans", Postgres, Own)
                .AddView(MetricStreams.Of)
                // Without the label of the meter's name: dashboards rely on the labels.
                .AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false));
        if (!settings.Exported) return;
        // Only W3C trace context: baggage from clients is not passed on and costs no time.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsTraced)
                .AddHttpClientInstrumentation()
                .AddSource("Microsoft.AspNetCore.SignalR.Server", "Microsoft.Orleans.*", Postgres, Own)
                .SetSampler(TraceSampler.Of(settings.TraceRatio))
                .AddOtlpExporter());
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint().WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

    private static bool IsTraced(HttpContext http)
    {
        foreach (var path in Untraced)
            if (http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }
}

/// <summary>Whether a collector gets traces and metrics, and the share of new traces, 0 to 1.</summary>
public sealed record TelemetrySettings(bool Exported, double TraceRatio)
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string RatioKey = "Xela:Telemetry:TraceRatio";

    /// <summary>Reads and checks the settings. A <see cref="SettingException"/> names a wrong key.</summary>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var endpoint = configuration[EndpointKey] is { Length: > 0 } set ? set : null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingException($"{EndpointKey} must be an http or https address, not \"{endpoint}\".");
        return new TelemetrySettings(endpoint is not null, configuration.Fraction(RatioKey, 0, 1) ?? 1);
    }
}

/// <summary>
/// Samples a share of the requests and hub invocations; only they start a trace. Orleans does not pass on that a
/// request was not sampled, so its grain calls look like roots; those are dropped.
/// </summary>
internal sealed class TraceSampler : Sampler
{
    /// <summary>Of ASP.NET Core's spans of requests and hub invocations.</summary>
    private const string Incoming = "Microsoft.AspNetCore.";
    private readonly TraceIdRatioBasedSampler share;

    private TraceSampler(double ratio) => share = new TraceIdRatioBasedSampler(ratio);

    /// <summary>A span whose parent was sampled is sampled too, except at 0, which turns traces off.</summary>
    public static Sampler Of(double ratio) =>
        ratio == 0 ? new AlwaysOffSampler() : new ParentBasedSampler(new TraceSampler(ratio));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.StartsWith(Incoming, StringComparison.Ordinal)
            ? share.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
