using Microsoft.Extensions.Hosting;
using XelaConnect.Silo.Storage;

namespace XelaConnect.Storage.Tests;

/// <summary>The stores on an empty database, composed as the host composes them.</summary>
internal sealed class SiloOn : IAsyncDisposable
{
    private readonly IHost host;

    private SiloOn(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static async Task<SiloOn> StartAsync(Database database, string place)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => _ = database == Database.Sqlite ? silo.UseSqliteStorage(place) : silo.UsePostgresStorage(place));
        var host = builder.Build();
        await host.StartAsync();
        return new SiloOn(host);
    }

    public Task StopAsync() => host.StopAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
}
