using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Silo;

internal static class SiloHost
{
    /// <summary>Of health and metrics, without <c>--urls</c>.</summary>
    private const string DefaultUrl = "http://localhost:5100";

    public static WebApplication Build(string[] args)
    {
        var options = new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory };
        var builder = WebApplication.CreateSlimBuilder(options);
        builder.AddConsoleLog();
        if (builder.Configuration["urls"] is not { Length: > 0 }) builder.WebHost.UseUrls(DefaultUrl);
        if (builder.Configuration.Text("Xela:Mode") is { } mode && !mode.Equals("Cluster", StringComparison.OrdinalIgnoreCase))
            throw new SettingException($"Xela:Mode must be Cluster for a silo of its own, not \"{mode}\".");
        // Concurrently, so that health responds while the silo waits for the database, joins and drains.
        builder.Services.Configure<HostOptions>(host => (host.ServicesStartConcurrently, host.ShutdownTimeout) = (true, Draining.Grace));
        builder.Services.AddHealth();
        builder.Services.AddTelemetry(builder.Configuration, "xelaconnect-silo");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddXelaSilo();
        builder.Services.AddHostedService(services => new Draining(cancellation => StopAsync(services, cancellation)));

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        app.Lifetime.ApplicationStarted.Register(() => WriteAddresses(app));
        return app;
    }

    /// <summary>Before the web server, so that health responds; a silo that cannot leave ends anyway.</summary>
    private static async Task StopAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (!services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested) return;
        try
        {
            var silo = services.GetRequiredService<global::Orleans.Runtime.Silo>();
            await silo.StopAsync(cancellation).WaitAsync(Draining.Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync(
                $"The silo did not leave the cluster within {Draining.Grace.TotalSeconds:0} s; the process ends and the other silos find its row stale.");
            Environment.Exit(1);
        }
    }

    private static void WriteAddresses(WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var urls = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = endpoints.AdvertisedIPAddress;
        Console.WriteLine(
            $"XelaConnect silo  {address}:{endpoints.SiloPort}, for API hosts {address}:{endpoints.GatewayPort}");
        Console.WriteLine($"Health            {urls.FirstOrDefault()}/health/ready");
    }
}
