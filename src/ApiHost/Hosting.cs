using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Live;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.ApiHost;

/// <summary>The only file that knows silos: runs one in this process or connects to a cluster (<c>Xela:Mode</c>).</summary>
internal static class Hosting
{
    /// <summary>Registers the grains of the embedded silo or of the cluster.</summary>
    public static void AddGrains(this WebApplicationBuilder builder)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        if (settings.Embedded) builder.AddEmbeddedSilo();
        else builder.AddClusterGrains(settings.Postgres!, services => services.GetRequiredService<LiveRelay>().ClusterChanged());
    }

    private static void AddEmbeddedSilo(this WebApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), seed: true);
        builder.AddEmbeddedGrains(settings);
    }
}
