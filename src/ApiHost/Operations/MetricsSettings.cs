using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Operations;

/// <summary>Where <c>/metrics</c> is served.</summary>
/// <param name="Url">The address of its own listener; null: there is none.</param>
/// <param name="IsChosen">Whether the operator chose that address. The default gives way where another process has it.</param>
/// <param name="OnPublicPort">Whether the public port serves it too.</param>
internal sealed record MetricsSettings(Uri? Url, bool IsChosen, bool OnPublicPort)
{
    private const string UrlKey = "Xela:Metrics:Url";
    private const string Off = "off";

    // The port that Prometheus exporters of OpenTelemetry use.
    private static readonly Uri Default = new("http://127.0.0.1:9464");

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static MetricsSettings Read(IConfiguration configuration)
    {
        var isPublic = configuration.Flag("Xela:Metrics:OnPublicPort", false);
        if (configuration.Text(UrlKey) is not { } text) return new(Default, IsChosen: false, isPublic);
        if (text.Equals(Off, StringComparison.OrdinalIgnoreCase)) return new(null, IsChosen: true, isPublic);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/" && url.Query.Length == 0
            ? new(url, IsChosen: true, isPublic)
            : throw new SettingException($"{UrlKey} must be an http address without a path, such as http://0.0.0.0:9464, or off.");
    }
}
