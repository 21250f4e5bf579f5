namespace XelaConnect.ApiHost.Operations;

/// <summary>
/// Serves <c>/metrics</c> on a port of its own, on loopback by default, so that no spelling of a path and no proxy brings it to the public one.
/// </summary>
internal sealed partial class MetricsListener(MetricsSettings settings, IServiceProvider services, ILogger<MetricsListener> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? listener;

    /// <summary>Where it listens, once it does.</summary>
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
            LogElsewhere(url, Address!);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => listener?.StopAsync(cancellationToken) ?? Task.CompletedTask;

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

    /// <summary>Answers with the metrics of this process, and with 404 at any other path.</summary>
    private RequestDelegate Metrics()
    {
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseOpenTelemetryPrometheusScrapingEndpoint();
        return pipeline.Build();
    }

    [LoggerMessage(6101, LogLevel.Warning, "Another process listens on {Wanted}; metrics are served at {Address}/metrics. Set Xela:Metrics:Url to choose the address")]
    private partial void LogElsewhere(Uri wanted, string address);
}
