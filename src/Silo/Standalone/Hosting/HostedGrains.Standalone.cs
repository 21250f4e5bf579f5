using Microsoft.Extensions.Hosting;

namespace XelaConnect.Silo.Hosting;

/// <summary>Gives an API host its grains.</summary>
internal static class HostedGrains
{
    /// <summary>Puts them inside. They start before the first request is taken.</summary>
    public static void AddEmbeddedGrains(this IHostApplicationBuilder builder, SiloSettings settings) => builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));

    /// <summary><see cref="SettingException"/>: there is one process, and no cluster.</summary>
    public static void AddClusterGrains(this IHostApplicationBuilder builder, string postgres, Action<IServiceProvider> clusterChanged) =>
        throw new SettingException("Xela:Mode must be Embedded: this is the standalone build, which is one process. A cluster needs the full build.");
}
