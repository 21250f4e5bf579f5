using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace XelaConnect.ServiceDefaults;

/// <summary>
/// Serves metrics at <c>/metrics</c> in Prometheus text. Sends metrics and traces to the collector that
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; without one nothing is traced. The other standard <c>OTEL_*</c> variables apply too.
/// </summary>
public static class Telemetry
{
    private const string Own = "XelaConnect.*";
    private const string Postgres = "Npgsql";

    /// <summary>Paths whose requests make no span: probes and scrapes repeat for ever, and a live connection lasts for hours.</summary>
    private static readonly string[] Untraced = ["/health", "/metrics", "/hubs"];

    /// <summary>Registers it. The collector shows the process under the name of <paramref name="service"/>.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        var settings = TelemetrySettings.Read(configuration);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Microsoft.Orleans", Postgres, Own)
                .AddView(MetricStreams.Of)
                // Without the label of the meter's name, series keep the labels that dashboards know.
                .AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false));
        if (!settings.Exported) return;
        // W3C trace context alone: baggage of strangers is not carried through the cluster, and is not looked for in every request.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter())
            .WithTracing(traces => traces
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
        {
            if (http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) return false;
        }
        return true;
    }
}
