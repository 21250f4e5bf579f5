namespace XelaConnect.Tests.Engine;

/// <summary>The one host that the tests share. Each test takes grains of fresh keys.</summary>
public sealed class RunningEngine : IAsyncLifetime
{
    /// <summary>The deadline is only there for what never comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IHost host = null!;

    public IClusterClient Client => host.Services.GetRequiredService<IClusterClient>();

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static string FreshKey() => Guid.NewGuid().ToString("N");

    /// <summary>A grain that nobody has called yet, and what is seen of it.</summary>
    internal (T Grain, Probe Probe) Fresh<T>() where T : IGrainWithStringKey
    {
        var key = FreshKey();
        return (Grains.GetGrain<T>(key), Probe.Of(key));
    }

    /// <summary>Gives whatever could run by now the occasion to: other calls come and go. Proves nothing by itself.</summary>
    public async Task BreathAsync()
    {
        var other = Grains.GetGrain<IMixedGrain>(FreshKey());
        for (var i = 0; i < 50; i++)
        {
            await other.TouchAsync().WaitAsync(Patience);
            await Task.Yield();
        }
    }

    public async Task InitializeAsync() => host = await EngineHost.StartAsync(silo =>
    {
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(new NotingFilter("outer"));
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(new NotingFilter("inner"));
    });

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}

/// <summary>Tests of the one host. They run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class EngineTests : ICollectionFixture<RunningEngine>
{
    public const string Name = "engine";
}
