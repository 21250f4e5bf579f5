namespace XelaConnect.Tests.Engine;

/// <summary>What one caller asks of one grain that is active begins in the order in which it was asked.</summary>
[Collection(EngineTests.Name)]
public sealed class OrderingTests(RunningEngine engine)
{
    [Fact]
    public async Task Calls_of_a_client_begin_in_order()
    {
        var (grain, probe) = engine.Fresh<IOrderedGrain>();
        await grain.TakeAsync(-1);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(grain.TakeAsync)).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(Enumerable.Range(-1, 301).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Calls_of_a_grain_begin_in_order()
    {
        var key = RunningEngine.FreshKey();
        var (grain, probe) = (engine.Grains.GetGrain<IOrderedGrain>(key), Probe.Of(key));
        await grain.TakeAsync(-1);
        await engine.Fresh<IOrderedGrain>().Grain.SendAsync(key, 300).WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(Enumerable.Range(-1, 301).Select(number => $"{number}"));
    }
}

public interface IOrderedGrain : IGrainWithStringKey
{
    Task TakeAsync(int number);

    Task SendAsync(string to, int count);
}

[Reentrant]
internal sealed class OrderedGrain : Grain, IOrderedGrain
{
    public async Task TakeAsync(int number)
    {
        Probe.Of(this.GetPrimaryKeyString()).Note($"{number}");
        await Task.Yield();
    }

    public Task SendAsync(string to, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(GrainFactory.GetGrain<IOrderedGrain>(to).TakeAsync));
}
