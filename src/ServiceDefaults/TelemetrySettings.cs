namespace XelaConnect.ServiceDefaults;

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
