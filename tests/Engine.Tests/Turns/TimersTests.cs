namespace XelaConnect.Tests.Engine;

/// <summary>Grain timers. Where nothing must happen, another grain's timer of the same period says that time has passed.</summary>
[Collection(EngineTests.Name)]
public sealed class TimersTests(RunningEngine engine)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_ticks_again_and_again_in_the_grain_s_turns(bool interleave)
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a", interleave);
        await probe.SeenAsync("tick a", 5);
        probe.Notes.ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a", once: true);
        await probe.SeenAsync("tick a");
        await TimePassesAsync();
        probe.Count("tick a").ShouldBe(1);
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a");
        await probe.SeenAsync("tick a");
        var call = grain.PassAsync("call");
        await probe.SeenAsync("in call");
        await TimePassesAsync();
        probe.Open("call");
        await call.WaitAsync(RunningEngine.Patience);
        var during = probe.Notes.SkipWhile(note => note != "in call").TakeWhile(note => note != "out call");
        during.ShouldNotContain("tick a");
        await probe.SeenAsync("tick a", probe.Count("tick a") + 1);
    }

    [Fact]
    public async Task A_call_waits_for_the_tick_that_runs()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("held", once: true);
        await probe.SeenAsync("in held");
        probe.Open("call");
        var call = grain.PassAsync("call");
        await engine.BreathAsync();
        probe.Open("held");
        await call.WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "tick held", "in held", "out held", "in call", "out call"]);
    }

    [Fact]
    public async Task An_interleaving_timer_ticks_beside_a_call_and_a_call_runs_beside_its_tick()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a", interleave: true);
        var call = grain.PassAsync("call");
        await probe.SeenAsync("in call");
        await probe.SeenAsync("tick a", probe.Count("tick a") + 2);
        probe.Open("call");
        await call.WaitAsync(RunningEngine.Patience);

        await grain.StartAsync("held", interleave: true);
        await probe.SeenAsync("in held");
        await grain.PassAsync("call").WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldNotContain("out held");
        probe.Open("held");
        await probe.SeenAsync("out held");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_s_next_tick_comes_when_the_last_is_over(bool interleave)
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("held", interleave);
        await probe.SeenAsync("in held");
        await TimePassesAsync();
        probe.Count("tick held").ShouldBe(1);
        probe.Open("held");
        await probe.SeenAsync("tick held", 2);
    }

    [Fact]
    public async Task A_timer_that_is_disposed_of_ticks_no_more()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a");
        await probe.SeenAsync("tick a", 2);
        await grain.StopAsync();
        await TimePassesAsync();
        probe.Notes[^1].ShouldBe("stopped");
    }

    [Fact]
    public async Task A_timer_may_be_disposed_of_in_its_own_tick()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("stopping");
        await probe.SeenAsync("stopped");
        await TimePassesAsync();
        probe.Notes.ShouldBe(["activated", "tick stopping", "stopped"]);
    }

    [Fact]
    public async Task A_tick_that_throws_ends_neither_its_timer_nor_its_grain()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("throwing");
        await probe.SeenAsync("tick throwing", 3);
        probe.Open("call");
        await grain.PassAsync("call").WaitAsync(RunningEngine.Patience);
        probe.Count("activated").ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        var (grain, probe) = engine.Fresh<ITimerGrain>();
        await grain.StartAsync("a");
        await probe.SeenAsync("tick a", 2);
        await grain.EndAsync();
        await probe.SeenAsync("deactivated");
        await TimePassesAsync();
        probe.Notes[^1].ShouldBe("deactivated");
    }

    private async Task TimePassesAsync()
    {
        var (clock, probe) = engine.Fresh<ITimerGrain>();
        await clock.StartAsync("clock");
        await probe.SeenAsync("tick clock", 10);
        await clock.StopAsync();
    }
}

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(string name, bool interleave = false, bool once = false);

    Task StopAsync();

    Task PassAsync(string name);

    Task EndAsync();
}

internal sealed class TimerGrain : ProbedGrain, ITimerGrain
{
    private TaskScheduler? own;
    private IGrainTimer? timer;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        own = TaskScheduler.Current;
        return base.OnActivateAsync(cancellationToken);
    }

    public Task StartAsync(string name, bool interleave, bool once)
    {
        var beat = TimeSpan.FromMilliseconds(10);
        var options = new GrainTimerCreationOptions { DueTime = beat, Period = once ? Timeout.InfiniteTimeSpan : beat, Interleave = interleave };
        timer = this.RegisterGrainTimer(_ => TickAsync(name), options);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        timer!.Dispose();
        Probe.Note("stopped");
        return Task.CompletedTask;
    }

    public Task PassAsync(string name) => Probe.PassAsync(name);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task TickAsync(string name)
    {
        if (TaskScheduler.Current != own) Probe.Note("elsewhere");
        Probe.Note($"tick {name}");
        return name switch
        {
            "held" => Probe.PassAsync(name),
            "stopping" => StopAsync(),
            "throwing" => throw new InvalidOperationException("This tick throws."),
            _ => Task.CompletedTask,
        };
    }
}
