using Orleans.Concurrency;

namespace XelaConnect.Tests.Activations;

/// <summary>
/// What the kernel relies on in Orleans. A version of Orleans that breaks one of these breaks the journal's single writer.
/// </summary>
public sealed class ActivationTests(RunningSilo silo) : IClassFixture<RunningSilo>
{
    [Fact]
    public async Task Reentrant_grain_runs_one_method_at_a_time()
    {
        var (grain, probe) = silo.Fresh<IProbedGrain>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(grain.TouchAsync))).WaitAsync(RunningSilo.Patience);
        probe.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Reentrant_grain_starts_a_call_while_another_awaits()
    {
        var (grain, probe) = silo.Fresh<IProbedGrain>();
        var calls = Task.WhenAll(grain.PassAsync("a"), grain.PassAsync("b"));
        await probe.SeenAsync("in a");
        await probe.SeenAsync("in b");
        probe.Open("b");
        await probe.SeenAsync("out b");
        probe.Open("a");
        await calls.WaitAsync(RunningSilo.Patience);
    }

    [Fact]
    public async Task No_call_is_lost_while_activations_come_and_go()
    {
        var (grain, probe) = silo.Fresh<IProbedGrain>();
        probe.Open("open");
        for (var round = 1; round <= 20; round++)
        {
            var calls = Enumerable.Range(0, 20).Select(i => Task.Run(() => i == 7 ? grain.DeactivateAsync() : grain.PassAsync("open")))
                .ToArray();
            await Task.WhenAll(calls).WaitAsync(RunningSilo.Patience);
        }
        (probe.Count("out open"), probe.Count("deactivated")).ShouldBe((20 * 19, 20));
    }

    [Fact]
    public async Task Next_activation_starts_after_the_last_has_ended()
    {
        var (grain, probe) = silo.Fresh<IProbedGrain>();
        probe.Open("open");
        await grain.DeactivateAsync(door: "ending");
        await probe.SeenAsync("in ending");
        var late = grain.PassAsync("open");
        await silo.LetOthersRunAsync();
        probe.Open("ending");
        await late.WaitAsync(RunningSilo.Patience);
        probe.Notes.ShouldBe(["activated", "in ending", "out ending", "deactivated", "activated", "in open", "out open"]);
    }

    [Fact]
    public async Task Running_calls_finish_before_deactivation()
    {
        var (grain, probe) = silo.Fresh<IProbedGrain>();
        probe.Open("open");
        var running = grain.PassAsync("running");
        await probe.SeenAsync("in running");
        await grain.DeactivateAsync();
        var late = grain.PassAsync("open");
        await silo.LetOthersRunAsync();
        probe.Notes.ShouldBe(["activated", "in running"]);
        probe.Open("running");
        await Task.WhenAll(running, late).WaitAsync(RunningSilo.Patience);
        probe.Notes.ShouldBe(["activated", "in running", "out running", "deactivated", "activated", "in open", "out open"]);
    }

    [Fact]
    public async Task Failed_activation_fails_every_waiting_caller()
    {
        var (grain, probe) = silo.Fresh<IFailingGrain>();
        var calls = Enumerable.Range(0, 5).Select(_ => grain.HelloAsync()).ToArray();
        await probe.SeenAsync("in activation");
        await silo.LetOthersRunAsync();
        probe.Open("activation");
        foreach (var call in calls)
            (await Should.ThrowAsync<InvalidOperationException>(call.WaitAsync(RunningSilo.Patience)))
                .Message.ShouldBe("The activation fails.");
        probe.Notes.ShouldBe(["in activation", "out activation"]);

        probe.Open("repaired");
        (await grain.HelloAsync().WaitAsync(RunningSilo.Patience)).ShouldBe("hello");
        probe.Count("in activation").ShouldBe(2);
    }
}

public interface IProbedGrain : IGrainWithStringKey
{
    /// <summary>Waits at a door.</summary>
    Task PassAsync(string door);

    /// <summary>Works for a moment without an await, several times.</summary>
    Task TouchAsync();

    /// <summary>Ends the activation, which waits at the door before.</summary>
    Task DeactivateAsync(string? door = null);
}

[Reentrant]
internal sealed class ProbedGrain : Grain, IProbedGrain
{
    private string? lastDoor;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Note("activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (lastDoor is not null) await Probe.PassAsync(lastDoor);
        Probe.Note("deactivated");
    }

    public Task PassAsync(string door) => Probe.PassAsync(door);

    public async Task TouchAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            Probe.Touch();
            await Task.Yield();
        }
    }

    public Task DeactivateAsync(string? door)
    {
        lastDoor = door;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task<string> HelloAsync();
}

internal sealed class FailingGrain : Grain, IFailingGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var probe = Probe.Of(this.GetPrimaryKeyString());
        await probe.PassAsync("activation");
        if (!probe.DoorAsync("repaired").IsCompleted) throw new InvalidOperationException("The activation fails.");
    }

    public Task<string> HelloAsync() => Task.FromResult("hello");
}
