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

/// <summary>A silo as a process of its own: grains, and what operators ask. The API is another process (<c>src/ApiHost</c>).</summary>
internal static class SiloHost
{
    /// <summary>Where a load balancer or a person asks about health, unless <c>--urls</c> says otherwise.</summary>
    private const string DefaultUrl = "http://localhost:5100";

    /// <summary>Composes it.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddConsoleLog();
        if (builder.Configuration["urls"] is not { Length: > 0 }) builder.WebHost.UseUrls(DefaultUrl);
        if (builder.Configuration.Text("Xela:Mode") is { } mode && !mode.Equals("Cluster", StringComparison.OrdinalIgnoreCase))
            throw new SettingException($"Xela:Mode must be Cluster for a silo of its own, not \"{mode}\".");
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: false);
        // Health is told from the first moment: while the database is waited for, while the silo joins, and while it drains.
        builder.Services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Draining.Grace));
        builder.Services.AddHealth();
        builder.Services.AddTelemetry(builder.Configuration, "xelaconnect-silo");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.UseOrleans(silo => silo.UseXelaCluster(settings));
        builder.Services.AddHostedService(services => new Draining(cancellation => StopAsync(services, cancellation)));

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
        return app;
    }

    /// <summary>
    /// Stops the silo before the web server, so that its health can be asked for meanwhile. One that never started has nothing to stop. One that cannot
    /// leave the cluster, because the database is away, ends all the same: the others find its row stale.
    /// </summary>
    private static async Task StopAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (!services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested) return;
        try
        {
            await services.GetRequiredService<global::Orleans.Runtime.Silo>().StopAsync(cancellation).WaitAsync(Draining.Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"The silo could not leave the cluster within {Draining.Grace.TotalSeconds:0} s; it ends without.");
            Environment.Exit(1);
        }
    }

    /// <summary>Says to whoever started it where it is.</summary>
    private static void Announce(WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var urls = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"XelaConnect silo  {endpoints.AdvertisedIPAddress}:{endpoints.SiloPort}, for API hosts {endpoints.AdvertisedIPAddress}:{endpoints.GatewayPort}");
        Console.WriteLine($"Health            {urls.FirstOrDefault()}/health/ready");
    }
}
