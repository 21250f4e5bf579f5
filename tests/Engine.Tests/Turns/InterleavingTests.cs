namespace XelaConnect.Tests.Engine;

/// <summary>Which calls may be under way in a grain together.</summary>
[Collection(EngineTests.Name)]
public sealed class InterleavingTests(RunningEngine engine)
{
    [Fact]
    public async Task Calls_of_a_reentrant_grain_are_under_way_together()
    {
        var (grain, probe) = engine.Fresh<IReentrantGrain>();
        var calls = Task.WhenAll(grain.PassAsync("a"), grain.PassAsync("b"));
        await probe.SeenAsync("in a");
        await probe.SeenAsync("in b");
        probe.Open("b");
        await probe.SeenAsync("out b");
        probe.Open("a");
        await calls.WaitAsync(RunningEngine.Patience);
    }

    [Fact]
    public async Task But_never_two_of_them_run_at_the_same_instant()
    {
        var (grain, probe) = engine.Fresh<IReentrantGrain>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(grain.TouchAsync))).WaitAsync(RunningEngine.Patience);
        probe.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task ReadOnly_calls_are_under_way_together()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var reads = Task.WhenAll(grain.ReadAsync("a"), grain.ReadAsync("b"));
        await probe.SeenAsync("in a");
        await probe.SeenAsync("in b");
        probe.Open("a");
        probe.Open("b");
        await reads.WaitAsync(RunningEngine.Patience);
    }

    [Fact]
    public async Task A_plain_call_waits_for_a_ReadOnly_one_and_a_ReadOnly_one_for_a_plain_one()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var first = grain.ReadAsync("a");
        await probe.SeenAsync("in a");
        var second = grain.PlainAsync("b");
        await engine.BreathAsync();
        probe.Open("a");
        await probe.SeenAsync("in b");
        var third = grain.ReadAsync("c");
        await engine.BreathAsync();
        probe.Open("b");
        probe.Open("c");
        await Task.WhenAll(first, second, third).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "in a", "out a", "in b", "out b", "in c", "out c"]);
    }

    [Fact]
    public async Task A_plain_call_waits_for_the_ReadOnly_one_that_began_first()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var a = grain.ReadAsync("a");
        await probe.SeenAsync("in a");
        var b = grain.ReadAsync("b");
        await probe.SeenAsync("in b");
        var c = grain.PlainAsync("c");
        // The other way round it is not promised: Orleans lets a plain call in beside those that joined the first.
        probe.Open("b");
        await b.WaitAsync(RunningEngine.Patience);
        await engine.BreathAsync();
        probe.Open("a");
        probe.Open("c");
        await Task.WhenAll(a, c).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "in a", "in b", "out b", "out a", "in c", "out c"]);
    }

    [Fact]
    public async Task An_AlwaysInterleave_call_passes_those_that_run_and_those_that_wait()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var first = grain.PlainAsync("a");
        await probe.SeenAsync("in a");
        var second = grain.PlainAsync("b");
        probe.Open("c");
        await grain.AnytimeAsync("c").WaitAsync(RunningEngine.Patience);
        probe.Open("a");
        probe.Open("b");
        await Task.WhenAll(first, second).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "in a", "in c", "out c", "out a", "in b", "out b"]);
    }

    [Fact]
    public async Task A_plain_call_does_not_wait_for_an_AlwaysInterleave_one()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var first = grain.AnytimeAsync("a");
        await probe.SeenAsync("in a");
        probe.Open("b");
        await grain.PlainAsync("b").WaitAsync(RunningEngine.Patience);
        probe.Open("a");
        await first.WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "in a", "in b", "out b", "out a"]);
    }
}

public interface IMixedGrain : IGrainWithStringKey
{
    Task PlainAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    [AlwaysInterleave]
    Task AnytimeAsync(string name);

    Task TouchAsync();
}

internal sealed class MixedGrain : ProbedGrain, IMixedGrain
{
    public Task PlainAsync(string name) => Probe.PassAsync(name);

    public Task ReadAsync(string name) => Probe.PassAsync(name);

    public Task AnytimeAsync(string name) => Probe.PassAsync(name);

    public Task TouchAsync()
    {
        Probe.Touch();
        return Task.CompletedTask;
    }
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task PassAsync(string name);

    Task TouchAsync();
}

[Reentrant]
internal sealed class ReentrantGrain : ProbedGrain, IReentrantGrain
{
    public Task PassAsync(string name) => Probe.PassAsync(name);

    public async Task TouchAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            Probe.Touch();
            await Task.Yield();
        }
    }
}
