using System.Collections.Immutable;

namespace XelaConnect.Tests.Engine;

/// <summary>Where a grain's code runs: on the grain's own scheduler, unless it leaves it.</summary>
[Collection(EngineTests.Name)]
public sealed class SchedulingTests(RunningEngine engine)
{
    [Fact]
    public async Task After_an_await_a_call_goes_on_where_it_was()
    {
        var (grain, probe) = engine.Fresh<ISchedulingGrain>();
        var call = grain.StaysAsync();
        await probe.SeenAsync("in outside");
        probe.Open("outside");
        (await call.WaitAsync(RunningEngine.Patience)).ShouldBe(["own", "own", "own", "own"]);
    }

    [Fact]
    public async Task Task_Run_and_ConfigureAwait_false_leave_the_grain()
    {
        var (grain, _) = engine.Fresh<ISchedulingGrain>();
        (await grain.LeavesAsync().WaitAsync(RunningEngine.Patience)).ShouldBe(["own", "default", "own", "default"]);
    }

    [Fact]
    public async Task Each_grain_has_a_scheduler_of_its_own()
    {
        var (one, oneProbe) = engine.Fresh<ISchedulingGrain>();
        var (other, otherProbe) = engine.Fresh<ISchedulingGrain>();
        oneProbe.Open("outside");
        otherProbe.Open("outside");
        await Task.WhenAll(one.StaysAsync(), other.StaysAsync()).WaitAsync(RunningEngine.Patience);
        oneProbe.Scheduler.ShouldNotBeSameAs(otherProbe.Scheduler);
    }

    [Fact]
    public async Task Tasks_of_one_call_never_run_beside_each_other()
    {
        var (grain, probe) = engine.Fresh<ISchedulingGrain>();
        await grain.FanOutAsync().WaitAsync(RunningEngine.Patience);
        probe.MostAtOnce.ShouldBe(1);
    }
}

public interface ISchedulingGrain : IGrainWithStringKey
{
    Task<ImmutableArray<string>> StaysAsync();

    Task<ImmutableArray<string>> LeavesAsync();

    Task FanOutAsync();
}

internal sealed class SchedulingGrain : ProbedGrain, ISchedulingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Scheduler = TaskScheduler.Current;
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<ImmutableArray<string>> StaysAsync()
    {
        var first = Where();
        await Task.Yield();
        var second = Where();
        await Probe.PassAsync("outside");
        var third = Where();
        await GrainFactory.GetGrain<ICountingGrain>(this.GetPrimaryKeyString()).CountAsync();
        return [first, second, third, Where()];
    }

    public async Task<ImmutableArray<string>> LeavesAsync()
    {
        var first = Where();
        var second = await Task.Run(Where);
        var third = Where();
#pragma warning disable ORLEANS0014 // To leave is what is tried here.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
#pragma warning restore ORLEANS0014
        return [first, second, third, Where()];
    }

    public Task FanOutAsync() => Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
    {
        for (var i = 0; i < 10; i++)
        {
            await Task.Yield();
            Probe.Touch();
            await Task.Run(() => { });
            Probe.Touch();
        }
    }));

    private string Where() => TaskScheduler.Current switch
    {
        var current when current == TaskScheduler.Default => "default",
        var current when current == Probe.Scheduler => "own",
        _ => "another",
    };
}
