namespace XelaConnect.Tests.Engine;

/// <summary>A grain without further attributes handles one call at a time, awaits included.</summary>
[Collection(EngineTests.Name)]
public sealed class TurnsTests(RunningEngine engine)
{
    [Fact]
    public async Task A_call_is_over_before_the_next_one_begins()
    {
        var (grain, probe) = engine.Fresh<IMixedGrain>();
        var first = grain.PlainAsync("a");
        await probe.SeenAsync("in a");
        var second = grain.PlainAsync("b");
        probe.Open("b");
        await engine.BreathAsync();
        probe.Open("a");
        await Task.WhenAll(first, second).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["activated", "in a", "out a", "in b", "out b"]);
    }

    [Fact]
    public async Task Calls_from_everywhere_lose_nothing_of_what_they_count()
    {
        var (grain, probe) = engine.Fresh<ICountingGrain>();
        var calls = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => grain.CountAsync(hold: true))));
        await probe.SeenAsync("activated");
        await engine.BreathAsync();
        probe.Open("count");
        var counts = await calls.WaitAsync(RunningEngine.Patience);
        counts.Order().ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task Grains_do_not_wait_for_each_other()
    {
        var (one, probe) = engine.Fresh<IMixedGrain>();
        var (other, otherProbe) = engine.Fresh<IMixedGrain>();
        var held = one.PlainAsync("a");
        await probe.SeenAsync("in a");
        otherProbe.Open("a");
        await other.PlainAsync("a").WaitAsync(RunningEngine.Patience);
        probe.Open("a");
        await held.WaitAsync(RunningEngine.Patience);
    }
}

public interface ICountingGrain : IGrainWithStringKey
{
    Task<int> CountAsync(bool hold = false);
}

internal sealed class CountingGrain : ProbedGrain, ICountingGrain
{
    private int count;

    public async Task<int> CountAsync(bool hold)
    {
        var before = count;
        if (hold) await Probe.DoorAsync("count");
        return count = before + 1;
    }
}
