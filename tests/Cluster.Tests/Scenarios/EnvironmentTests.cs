using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>Processes start in Development, where Orleans and ASP.NET Core validate more, and in Production.</summary>
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
        });

        host.Start();

        await host.ReadyAsync();
        await (await Person.SignUpAsync(host)).MeAsync();
        await host.ShutDownAsync();
    }
}
