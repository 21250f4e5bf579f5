namespace XelaConnect.ApiHost.Operations;

/// <summary>Serves <c>/metrics</c> on a port of its own, which is on loopback by default.</summary>
internal sealed partial class MetricsListener(
    MetricsSettings settings, IServiceProvider services, ILogger<MetricsListener> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? listener;

    public string? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Url is not { } url) return;
        try { await ListenAsync(url, cancellationToken); }
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

    public Task StopAsync(CancellationToken cancellationToken) =>
        listener?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => listener?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ListenAsync(Uri url, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        // Responds with 404 at any path but that of the metrics.
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseOpenTelemetryPrometheusScrapingEndpoint();
        app.Run(pipeline.Build());
        try { await app.StartAsync(cancellationToken); }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        listener = app;
        Address = app.Urls.First();
    }

    [LoggerMessage(6101, LogLevel.Warning,
        "Another process listens on {Wanted}; metrics are served at {Address}/metrics. "
        + "Set Xela:Metrics:Url to choose the address")]
    private partial void LogPortInUse(Uri wanted, string address);
}

/// <summary>A null address is off. The default one falls back to another port when it is in use.</summary>
internal sealed record MetricsSettings(Uri? Url, bool IsChosen, bool OnPublicPort)
{
    private const string UrlKey = "Xela:Metrics:Url";
    private const string Off = "off";

    // The default port of Prometheus exporters of OpenTelemetry.
    private static readonly Uri Default = new("http://127.0.0.1:9464");

    public static MetricsSettings Read(IConfiguration configuration)
    {
        var isPublic = configuration.Flag("Xela:Metrics:OnPublicPort", false);
        if (configuration.Text(UrlKey) is not { } text) return new(Default, IsChosen: false, isPublic);
        if (text.Equals(Off, StringComparison.OrdinalIgnoreCase)) return new(null, IsChosen: true, isPublic);
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http", AbsolutePath: "/", Query.Length: 0 } ? new(url, IsChosen: true, isPublic)
            : throw new SettingException(
                $"{UrlKey} must be an http address without a path, such as http://0.0.0.0:9464, or off.");
    }
}
