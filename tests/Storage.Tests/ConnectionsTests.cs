using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Infrastructure.Storage;
using XelaConnect.Infrastructure.Storage.Postgres;

namespace XelaConnect.Storage.Tests;

public sealed class ConnectionsTests
{
    private const string Place = "Host=db;Database=xela;Username=xela;Maximum Pool Size=40;Minimum Pool Size=20";

    [Fact]
    public void Connections_of_a_silo_are_those_of_its_options()
    {
        var builder = NewBuilder();
        builder.AddXelaSilo();
        using var host = builder.Build();
        var storage = host.Services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>();
        string?[] strings =
        [
            storage.Get(StorageSetup.Snapshots).ConnectionString,
            storage.Get(StorageSetup.Subscriptions).ConnectionString,
            host.Services.GetRequiredService<IOptions<AdoNetClusteringSiloOptions>>().Value.ConnectionString,
        ];
        var journal = new PostgresJournalOptions();

        // A string has one pool in a process.
        (journal.Pipelines + journal.Readers + strings.Distinct().Sum(PoolSize)).ShouldBe(PostgresConnections.OfSilo(journal));
    }

    [Fact]
    public void Sixteen_silos_and_hosts_fit_in_300_connections()
    {
        var builder = NewBuilder();
        builder.AddXelaClient(Place, (_, _) => { });
        using var host = builder.Build();
        var client = PoolSize(host.Services.GetRequiredService<IOptions<AdoNetClusteringClientOptions>>().Value.ConnectionString);

        (16 * (PostgresConnections.OfSilo(new PostgresJournalOptions()) + client)).ShouldBeLessThanOrEqualTo(300 - 3);
    }

    private static int PoolSize(string? connectionString) => new NpgsqlConnectionStringBuilder(connectionString).MaxPoolSize;

    private static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Postgres", Place)]);
        return builder;
    }
}
