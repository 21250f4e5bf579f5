using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using XelaConnect.Infrastructure.Storage;

namespace XelaConnect.Storage.Tests;

/// <summary>A real silo on an empty database, composed as the hosts compose theirs.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost host;

    private TestSilo(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static async Task<TestSilo> StartAsync(Database database, string place, bool clustered = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            if (database == Database.Sqlite) silo.UseSqliteStorage(place);
            else silo.UsePostgresStorage(place);
            var (siloPort, gatewayPort) = (FreePorts.Take(), FreePorts.Take());
            if (clustered)
            {
                silo.UseAdoNetClustering(
                    options => (options.Invariant, options.ConnectionString) = (StorageSetup.PostgresInvariant, place));
                silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("tests", "tests"));
                silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
            }
            else
            {
                silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "tests", clusterId: "tests");
            }
        });
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    public Task StopAsync() => host.StopAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
}
