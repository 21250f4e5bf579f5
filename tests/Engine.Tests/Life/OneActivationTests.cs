namespace XelaConnect.Tests.Engine;

/// <summary>A grain is its type and its key, and has one activation.</summary>
[Collection(EngineTests.Name)]
public sealed class OneActivationTests(RunningEngine engine)
{
    [Fact]
    public async Task First_calls_at_the_same_time_get_the_same_activation()
    {
        for (var round = 0; round < 10; round++)
        {
            var (grain, probe) = engine.Fresh<IIdentityGrain>();
            await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(grain.IdAsync))).WaitAsync(RunningEngine.Patience);
            probe.Notes.ShouldBe(["activated"]);
        }
    }

    [Fact]
    public async Task No_call_begins_before_the_activation_is_done()
    {
        var (grain, probe) = engine.Fresh<ISlowStartGrain>();
        var call = grain.HelloAsync();
        await probe.SeenAsync("in start");
        await engine.BreathAsync();
        probe.Open("start");
        await call.WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldBe(["in start", "out start", "hello"]);
    }

    [Fact]
    public async Task Another_key_is_another_grain_and_so_is_another_type()
    {
        var key = RunningEngine.FreshKey();
        (await engine.Grains.GetGrain<ICountingGrain>(key).CountAsync()).ShouldBe(1);
        (await engine.Grains.GetGrain<ICountingGrain>(key + "2").CountAsync()).ShouldBe(1);
        await engine.Grains.GetGrain<IIdentityGrain>(key).IdAsync();
        (await engine.Grains.GetGrain<ICountingGrain>(key).CountAsync()).ShouldBe(2);
        Probe.Of(key).Count("activated").ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_knows_its_type_and_key()
    {
        var (grain, probe) = engine.Fresh<IIdentityGrain>();
        var (id, key) = (await grain.IdAsync(), await grain.KeyAsync());
        id.ShouldBe($"test-identity/{key}");
        GrainId.Create("test-identity", key).ToString().ShouldBe(id);
        Probe.Of(key).ShouldBeSameAs(probe);
    }

    [Fact]
    public async Task A_grain_is_reached_by_its_id_too()
    {
        var (grain, probe) = engine.Fresh<IIdentityGrain>();
        var id = await grain.IdAsync();
        GrainId.Parse(id).ToString().ShouldBe(id);
        (await engine.Grains.GetGrain<IIdentityGrain>(GrainId.Parse(id)).IdAsync()).ShouldBe(id);
        probe.Notes.ShouldBe(["activated"]);
    }
}

public interface IIdentityGrain : IGrainWithStringKey
{
    Task<string> IdAsync();

    ValueTask<string> KeyAsync();
}

[GrainType("test-identity")]
internal sealed class IdentityGrain : ProbedGrain, IIdentityGrain
{
    public Task<string> IdAsync() => Task.FromResult(this.GetGrainId().ToString());

    public ValueTask<string> KeyAsync() => new(this.GetPrimaryKeyString());
}

public interface ISlowStartGrain : IGrainWithStringKey
{
    Task HelloAsync();
}

[Reentrant]
internal sealed class SlowStartGrain : Grain, ISlowStartGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Probe.PassAsync("start");

    public Task HelloAsync()
    {
        Probe.Note("hello");
        return Task.CompletedTask;
    }
}
