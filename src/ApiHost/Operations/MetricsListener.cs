using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Operations;

/// <summary>
/// Serves <c>/metrics</c> on a port of its own, on loopback by default, so that it cannot be reached on the public
/// port.
/// </summary>
internal sealed partial class MetricsListener(MetricsSettings settings, IServiceProvider services,
    ILogger<MetricsListener> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? listener;

    /// <summary>The address of the listener, after the start.</summary>
    public string? Address { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Url is not { } url) return;
        try
        {
            await ListenAsync(url, cancellationToken);
        }
        catch (IOException e) when (settings.IsChosen)
        {
            throw new StartException($"Xela:Metrics:Url: this process cannot listen on {url} ({e.Message}).", e);
        }
        catch (IOException)
        {
            await ListenAsync(new UriBuilder(url) { Port = 0 }.Uri, cancellationToken);
            LogPortInUse(url, Address!);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        listener?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => listener?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ListenAsync(Uri url, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Run(Metrics());
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        listener = app;
        Address = app.Urls.First();
    }

    /// <summary>Responds with the metrics of this process, and with 404 at any other path.</summary>
    private RequestDelegate Metrics()
    {
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseOpenTelemetryPrometheusScrapingEndpoint();
        return pipeline.Build();
    }

    [LoggerMessage(6101, LogLevel.Warning,
        "Another process listens on {Wanted}; metrics are served at {Address}/metrics. Set Xela:Metrics:Url to choose the address")]
    private partial void LogPortInUse(Uri wanted, string address);
}

/// <summary>The settings of <c>/metrics</c>.</summary>
/// <param name="Url">The address of the listener; null when it is off.</param>
/// <param name="IsChosen">Whether the operator chose the address. The default falls back to another port when it is
/// in use.</param>
/// <param name="OnPublicPort">Whether the public port serves it too.</param>
internal sealed record MetricsSettings(Uri? Url, bool IsChosen, bool OnPublicPort)
{
    private const string UrlKey = "Xela:Metrics:Url";
    private const string Off = "off";

    // The default port of Prometheus exporters of OpenTelemetry.
    private static readonly Uri Default = new("http://127.0.0.1:9464");

    /// <summary>Reads and validates; a <see cref="SettingException"/> names the invalid key.</summary>
    public static MetricsSettings Read(IConfiguration configuration)
    {
        var isPublic = configuration.Flag("Xela:Metrics:OnPublicPort", false);
        if (configuration.Text(UrlKey) is not { } text) return new(Default, IsChosen: false, isPublic);
        if (text.Equals(Off, StringComparison.OrdinalIgnoreCase)) return new(null, IsChosen: true, isPublic);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            && url.AbsolutePath == "/"
            && url.Query.Length == 0
            ? new(url, IsChosen: true, isPublic)
            : throw new SettingException($"{UrlKey} must be an http address without a path, such as http://0.0.0.0:9464, or off.");
    }
}
