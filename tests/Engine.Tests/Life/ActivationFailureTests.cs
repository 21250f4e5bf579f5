namespace XelaConnect.Tests.Engine;

/// <summary>A grain that cannot be activated tells every caller why, and is tried again with the next call.</summary>
[Collection(EngineTests.Name)]
public sealed class ActivationFailureTests(RunningEngine engine)
{
    [Fact]
    public async Task Every_caller_that_waits_gets_the_exception_and_the_next_call_tries_anew()
    {
        var (grain, probe) = engine.Fresh<IFailingStartGrain>();
        var calls = Enumerable.Range(0, 5).Select(_ => grain.HelloAsync()).ToArray();
        await probe.SeenAsync("in start");
        await engine.BreathAsync();
        probe.Open("start");
        foreach (var call in calls)
            (await Should.ThrowAsync<RefusedException>(call.WaitAsync(RunningEngine.Patience))).Message.ShouldBe("Not today.");
        probe.Notes.ShouldBe(["in start", "out start"]);

        await Should.ThrowAsync<RefusedException>(grain.HelloAsync().WaitAsync(RunningEngine.Patience));
        probe.Open("mended");
        (await grain.HelloAsync().WaitAsync(RunningEngine.Patience)).ShouldBe("hello");
        probe.Count("in start").ShouldBe(3);
    }

    [Fact]
    public async Task What_was_never_active_is_not_deactivated()
    {
        var (grain, probe) = engine.Fresh<IFailingStartGrain>();
        probe.Open("start");
        await Should.ThrowAsync<RefusedException>(grain.HelloAsync().WaitAsync(RunningEngine.Patience));
        probe.Open("mended");
        await grain.HelloAsync().WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldNotContain("deactivated");
    }
}

public interface IFailingStartGrain : IGrainWithStringKey
{
    Task<string> HelloAsync();
}

internal sealed class FailingStartGrain : Grain, IFailingStartGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Probe.PassAsync("start");
        if (!Probe.DoorAsync("mended").IsCompleted) throw new RefusedException("Not today.");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Note("deactivated");
        return Task.CompletedTask;
    }

    public Task<string> HelloAsync() => Task.FromResult("hello");
}
