namespace XelaConnect.Tests.Engine;

/// <summary>A caller's token is the grain's.</summary>
[Collection(EngineTests.Name)]
public sealed class CancellationTests(RunningEngine engine)
{
    [Fact]
    public async Task A_token_that_is_cancelled_later_reaches_the_grain_and_the_caller_is_told()
    {
        var (grain, probe) = engine.Fresh<ICancellableGrain>();
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitAsync(cancellation.Token);
        await probe.SeenAsync("waiting");
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call.WaitAsync(RunningEngine.Patience));
        await probe.SeenAsync("cancelled");
    }

    [Fact]
    public async Task A_call_with_a_token_that_is_cancelled_already_does_not_begin()
    {
        var (grain, probe) = engine.Fresh<ICancellableGrain>();
        await Should.ThrowAsync<OperationCanceledException>(async () => await grain.WaitAsync(new CancellationToken(canceled: true)).WaitAsync(RunningEngine.Patience));
        await engine.BreathAsync();
        probe.Notes.ShouldNotContain("waiting");
    }

    [Fact]
    public async Task A_call_without_a_token_is_not_cancelled()
    {
        var (grain, probe) = engine.Fresh<ICancellableGrain>();
        var call = grain.WaitAsync();
        await probe.SeenAsync("waiting");
        probe.Open("enough");
        await call.WaitAsync(RunningEngine.Patience);
        probe.Notes.ShouldNotContain("cancelled");
    }
}

public interface ICancellableGrain : IGrainWithStringKey
{
    Task WaitAsync(CancellationToken cancellationToken = default);
}

internal sealed class CancellableGrain : ProbedGrain, ICancellableGrain
{
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Probe.Note("waiting");
        try
        {
            await Probe.DoorAsync("enough").WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Probe.Note("cancelled");
            throw;
        }
    }
}
