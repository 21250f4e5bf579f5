
namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>
/// One cluster for all tests, one after the other: each brings its own people and circles, and heals what the one before it broke.
/// </summary>
public sealed class SharedCluster : IAsyncLifetime
{
    public const string Name = "one cluster";

    private XelaCluster? cluster;

    /// <summary>The cluster, all of it ready.</summary>
    internal async Task<XelaCluster> HealthyAsync()
    {
        if (cluster is null) cluster = await XelaCluster.StartAsync();
        else await cluster.HealAsync();
        return cluster;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
    }
}

[CollectionDefinition(SharedCluster.Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>;

/// <summary>A test on a cluster, which needs PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = PrivatePostgres.SkipReason;
}

/// <summary>A theory on a cluster, which needs PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = PrivatePostgres.SkipReason;
}
