using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace XelaConnect.Operations;

/// <summary>Sends traces and metrics to a collector, only when one is named by <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; the other standard variables apply too.</summary>
internal sealed class TelemetryExport(string service) : IHostedService, IDisposable
{
    private readonly ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(service);
    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Microsoft.Orleans.*", "XelaConnect*").AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Microsoft.Orleans", "XelaConnect*").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}

/// <summary>Registers the export.</summary>
internal static class TelemetryExportRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Nothing of it is even started without an endpoint. The service is what the collector shows it under.</summary>
    public static void AddTelemetryExport(this IServiceCollection services, IConfiguration configuration, string service)
    {
        if (configuration[Endpoint] is not { Length: > 0 } endpoint) return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new SettingException($"{Endpoint} must be an http or https address, not \"{endpoint}\".");
        services.AddHostedService(_ => new TelemetryExport(service));
    }
}
