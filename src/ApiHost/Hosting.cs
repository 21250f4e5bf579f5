using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.ApiHost;

/// <summary>The only file that knows silos: it embeds one, or connects to a cluster's (<c>Xela:Mode</c>).</summary>
internal static class Hosting
{
    public static void AddGrains(this WebApplicationBuilder builder)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        if (settings.Embedded) builder.AddEmbeddedXelaSilo();
        else
        {
            builder.AddXelaClient(settings.Postgres!, static (services, gateways) =>
            {
                services.GetRequiredService<ClusterConnection>().SetGateways(gateways);
                services.GetRequiredService<LiveRelay>().ClusterChanged();
            });
        }
    }
}
