using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Live;
using XelaConnect.Operations;
using XelaConnect.Silo.Hosting;

namespace XelaConnect.ApiHost;

/// <summary>The one file that knows of silos: hosts one inside this process, or connects to those of a cluster (<c>Xela:Mode</c>).</summary>
internal static class Hosting
{
    /// <summary>Gives the host its grains, inside or outside.</summary>
    public static void AddGrains(this WebApplicationBuilder builder)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        if (settings.Embedded) builder.AddEmbeddedSilo();
        else builder.AddClusterClient(settings.Postgres!);
        builder.Services.AddGrainReferences();
    }

    /// <summary>Puts a silo inside. It starts before the first request is taken.</summary>
    private static void AddEmbeddedSilo(this WebApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: true);
        if (settings.ClockOffset != TimeSpan.Zero) builder.Services.AddSingleton<TimeProvider>(new OffsetTimeProvider(settings.ClockOffset));
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
    }

    /// <summary>Connects to a cluster. Requests are taken at once and refused with 503 until a silo answers, so that nobody waits for one in vain.</summary>
    private static void AddClusterClient(this WebApplicationBuilder builder, string postgres)
    {
        builder.Services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, Draining.Grace));
        builder.UseOrleansClient(client => client.UseXelaCluster(postgres)
            .AddGatewayCountChangedHandler(services => (_, _) => services.GetRequiredService<LiveRelay>().ClusterChanged()));
    }
}
