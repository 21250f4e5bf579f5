namespace XelaConnect.Tests.Engine;

/// <summary>How a host starts and stops: step by step, and grains while what they need is there.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task What_takes_part_starts_upwards_and_stops_downwards_and_grains_end_between()
    {
        var probe = Probe.Of(RunningEngine.FreshKey());
        using var host = await EngineHost.StartAsync(silo =>
        {
            foreach (var (name, stage) in new[] { ("late", ServiceLifecycleStage.Active + 1), ("early", ServiceLifecycleStage.RuntimeInitialize), ("middle", ServiceLifecycleStage.ApplicationServices) })
                silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(name, stage, probe));
        });
        probe.Notes.ShouldBe(["start early", "start middle", "start late"]);

        var keys = Enumerable.Range(0, 5).Select(_ => RunningEngine.FreshKey()).ToArray();
        foreach (var key in keys)
        {
            Probe.Of(key).Forward = probe;
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICountingGrain>(key).CountAsync();
        }
        await host.StopAsync();
        probe.Notes[3..].ShouldBe([.. keys.Select(_ => "activated"), "stop late", .. keys.Select(_ => "deactivated"), "stop middle", "stop early"]);
    }

    private sealed class Participant(string name, int stage, Probe probe) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(name, stage, _ => NoteAsync("start"), _ => NoteAsync("stop"));

        private Task NoteAsync(string what)
        {
            probe.Note($"{what} {name}");
            return Task.CompletedTask;
        }
    }
}
