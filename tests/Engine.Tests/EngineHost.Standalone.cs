using Microsoft.Extensions.Logging;
using XelaConnect.Standalone.Engine;

namespace XelaConnect.Tests.Engine;

/// <summary>Starts the engine the tests run against: here the standalone one. Nothing else in this project knows which it is.</summary>
internal static class EngineHost
{
    public static async Task<IHost> StartAsync(Action<ISiloBuilder>? more = null, TimeSpan? collectionAge = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        if (collectionAge is { } age) builder.Services.AddSingleton(new StandaloneOptions { CollectionAge = age, Look = age / 2 });
        builder.UseOrleans(silo => more?.Invoke(silo));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
