using Orleans.TestingHost;

namespace XelaConnect.Tests.Activations;

/// <summary>One silo that a class of tests shares. Each test takes grains of fresh keys.</summary>
public sealed class RunningSilo : IAsyncLifetime
{
    /// <summary>A deadline for what never comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private InProcessTestCluster cluster = null!;

    /// <summary>A grain without calls so far, and its probe.</summary>
    internal (T Grain, Probe Probe) Fresh<T>() where T : IGrainWithStringKey
    {
        var key = Guid.NewGuid().ToString("N");
        return (cluster.Client.GetGrain<T>(key), Probe.Of(key));
    }

    /// <summary>Gives scheduled work the chance to run, by other calls. Proves nothing by itself.</summary>
    public async Task LetOthersRunAsync()
    {
        var other = cluster.Client.GetGrain<IProbedGrain>(Guid.NewGuid().ToString("N"));
        for (var i = 0; i < 50; i++)
        {
            await other.TouchAsync().WaitAsync(Patience);
            await Task.Yield();
        }
    }

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
