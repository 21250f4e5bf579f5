namespace XelaConnect.Tests.Engine;

/// <summary>How an activation ends, and what becomes of calls meanwhile.</summary>
[Collection(EngineTests.Name)]
public sealed class DeactivationTests(RunningEngine engine)
{
    [Fact]
    public async Task The_call_after_gets_a_fresh_activation()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        (await grain.EndAsync(times: 1)).ShouldBe(1);
        (await grain.PassAsync("open")).ShouldBe(2);
        probe.Notes.ShouldBe(["activated", "deactivated", "activated", "in open", "out open"]);
    }

    [Fact]
    public async Task An_activation_ends_once_however_often_it_is_told_to()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        await grain.EndAsync(times: 3);
        (await grain.PassAsync("open")).ShouldBe(2);
        probe.Count("deactivated").ShouldBe(1);
    }

    [Fact]
    public async Task Calls_that_run_are_brought_to_their_end_and_those_that_come_meanwhile_are_for_the_next_activation()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        var running = grain.PassAsync("running");
        await probe.SeenAsync("in running");
        await grain.EndAsync(times: 1);
        var late = Enumerable.Range(0, 10).Select(_ => grain.PassAsync("open")).ToArray();
        await engine.BreathAsync();
        probe.Notes.ShouldBe(["activated", "in running"]);
        probe.Open("running");
        (await running.WaitAsync(RunningEngine.Patience)).ShouldBe(1);
        (await Task.WhenAll(late).WaitAsync(RunningEngine.Patience)).ShouldAllBe(life => life == 2);
        probe.Notes[..5].ShouldBe(["activated", "in running", "out running", "deactivated", "activated"]);
    }

    [Fact]
    public async Task The_next_activation_begins_when_the_last_is_over()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        await grain.EndAsync(times: 1, door: "ending");
        await probe.SeenAsync("in ending");
        var late = grain.PassAsync("open");
        await engine.BreathAsync();
        probe.Open("ending");
        (await late.WaitAsync(RunningEngine.Patience)).ShouldBe(2);
        probe.Notes.ShouldBe(["activated", "in ending", "out ending", "deactivated", "activated", "in open", "out open"]);
    }

    [Fact]
    public async Task What_can_be_disposed_of_is_at_its_end()
    {
        var (grain, probe) = engine.Fresh<IDisposedGrain>();
        await grain.EndAsync();
        await probe.SeenAsync("disposed");
        probe.Notes.ShouldBe(["activated", "deactivated", "disposed"]);
    }

    [Fact]
    public async Task An_activation_ends_in_its_own_turns_and_may_call_other_grains()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        await grain.EndAsync(times: 1, door: "open", calls: true);
        await probe.SeenAsync("deactivated");
        probe.Notes.ShouldBe(["activated", "in open", "out open", "own", "called 1", "own", "deactivated"]);
    }

    [Fact]
    public async Task No_call_is_lost_while_activations_come_and_go()
    {
        var (grain, probe) = engine.Fresh<IEndingGrain>();
        for (var round = 1; round <= 20; round++)
        {
            var calls = Enumerable.Range(0, 20).Select(i => Task.Run(() => i == 7 ? grain.EndAsync(times: 1) : grain.PassAsync("open"))).ToArray();
            await Task.WhenAll(calls).WaitAsync(RunningEngine.Patience);
        }
        (probe.Count("out open"), probe.Count("deactivated")).ShouldBe((20 * 19, 20));
    }

    [Fact]
    public async Task A_grain_that_nobody_calls_is_deactivated_after_a_while()
    {
        using var host = await EngineHost.StartAsync(collectionAge: TimeSpan.FromSeconds(2));
        var key = RunningEngine.FreshKey();
        var (grain, probe) = (host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEndingGrain>(key), Probe.Of(key));
        await grain.PassAsync("open");
        await probe.SeenAsync("deactivated");
        (await grain.PassAsync("open")).ShouldBe(2);
        await host.StopAsync();
    }
}

public interface IEndingGrain : IGrainWithStringKey
{
    /// <summary>Waits at a door, unless it is the one that stands open. Answers which activation it was.</summary>
    Task<int> PassAsync(string name);

    Task<int> EndAsync(int times, string? door = null, bool calls = false);
}

[Reentrant]
internal sealed class EndingGrain : ProbedGrain, IEndingGrain
{
    private TaskScheduler? own;
    private string? lastDoor;
    private bool callsAtEnd;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        own = TaskScheduler.Current;
        Probe.Open("open");
        return base.OnActivateAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (lastDoor is not null) await Probe.PassAsync(lastDoor);
        if (callsAtEnd)
        {
            Probe.Note(TaskScheduler.Current == own ? "own" : "elsewhere");
            Probe.Note($"called {await GrainFactory.GetGrain<ICountingGrain>(this.GetPrimaryKeyString() + "/other").CountAsync()}");
            Probe.Note(TaskScheduler.Current == own ? "own" : "elsewhere");
        }
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<int> PassAsync(string name)
    {
        await Probe.PassAsync(name);
        return Life;
    }

    public Task<int> EndAsync(int times, string? door, bool calls)
    {
        (lastDoor, callsAtEnd) = (door, calls);
        for (var i = 0; i < times; i++) DeactivateOnIdle();
        return Task.FromResult(Life);
    }
}

public interface IDisposedGrain : IGrainWithStringKey
{
    Task EndAsync();
}

internal sealed class DisposedGrain : ProbedGrain, IDisposedGrain, IDisposable
{
    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public void Dispose() => Probe.Note("disposed");
}
