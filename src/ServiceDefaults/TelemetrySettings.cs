namespace XelaConnect.ServiceDefaults;

/// <summary>Where telemetry goes besides <c>/metrics</c>, read and checked once at start.</summary>
/// <param name="Exported">Whether a collector is set, to which traces and metrics are sent.</param>
/// <param name="TraceRatio">The share of new traces that is sampled, 0 to 1.</param>
public sealed record TelemetrySettings(bool Exported, double TraceRatio)
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string RatioKey = "Xela:Telemetry:TraceRatio";

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var endpoint = configuration[EndpointKey] is { Length: > 0 } set ? set : null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingException($"{EndpointKey} must be an http or https address, not \"{endpoint}\".");
        return new TelemetrySettings(endpoint is not null, configuration.Fraction(RatioKey, 0, 1) ?? 1);
    }
}
