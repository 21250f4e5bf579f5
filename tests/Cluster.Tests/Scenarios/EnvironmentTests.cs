using System.Net;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// Processes start in Development, where Orleans and ASP.NET Core validate more, and in Production. They stop on request at any point of
/// their start.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class EnvironmentTests(SharedCluster shared)
{
    public static TheoryData<string> Environments => ["Development", "Production"];

    [ClusterTheory]
    [MemberData(nameof(Environments))]
    public async Task Silo_and_api_host_in_each_environment_join_the_cluster(string environment)
    {
        var cluster = await shared.HealthyAsync();
        await using var silo = cluster.NewSilo("silo 3", environment);
        await using var host = cluster.NewHost("host C", environment);

        silo.Start();
        host.Start();

        await silo.ReadyAsync();
        await host.ReadyAsync();
        await (await Person.SignUpAsync(host)).MeAsync();
        await host.ShutDownAsync();
        await silo.ShutDownAsync();
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Embedded_host_in_each_environment_becomes_ready(string environment)
    {
        await using var host = new Node("embedded host", "XelaConnect.ApiHost.dll", new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Xela__Auth__BcryptCost"] = "4",
            ["OPENAI_API_KEY"] = null,
            ["EMERGENT_LLM_KEY"] = null,
        });

        host.Start();

        await host.ReadyAsync();
        await (await Person.SignUpAsync(host)).MeAsync();
        await host.ShutDownAsync();
    }

    [Theory]
    [InlineData("XelaConnect.Silo.dll", "waiting")]
    [InlineData("XelaConnect.ApiHost.dll", "joining")]
    public async Task Stop_during_database_outage_ends_the_start_with_code_0(string program, string status)
    {
        await using var node = new Node(program, program, new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__Postgres"] = $"Host=127.0.0.1;Port={FreePorts.Take()};Database=xela;Username=xela;Password=none",
            ["Xela__Mode"] = "Cluster",
            ["Xela__Auth__SigningKey"] = "the same on every host, and long enough",
            ["Xela__Silo__Port"] = $"{FreePorts.Take()}",
            ["Xela__Silo__GatewayPort"] = $"{FreePorts.Take()}",
            ["Xela__Silo__AdvertisedAddress"] = "127.0.0.1",
            ["OPENAI_API_KEY"] = null,
            ["EMERGENT_LLM_KEY"] = null,
        });
        node.Start();
        await Until.TrueAsync(async () => await node.StatusAsync() == status, node.LastLines);
        (await node.HealthAsync("live")).ShouldBe(HttpStatusCode.OK);

        await node.ShutDownAsync();
    }
}
