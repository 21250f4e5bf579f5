namespace XelaConnect.Tests.Engine;

/// <summary>What is put around every call.</summary>
[Collection(EngineTests.Name)]
public sealed class CallFiltersTests(RunningEngine engine)
{
    [Fact]
    public async Task Filters_are_around_each_call_the_first_outermost_and_see_its_answer()
    {
        var (grain, probe) = engine.Fresh<IFilteredGrain>();
        (await grain.AnswerAsync(7)).ShouldBe(7);
        await grain.TellAsync();
        probe.Notes.ShouldBe([
            "outer before AnswerAsync", "inner before AnswerAsync", "answer", "inner after 7", "outer after 7",
            "outer before TellAsync", "inner before TellAsync", "tell", "inner after ", "outer after "]);
    }

    [Fact]
    public async Task A_filter_refuses_a_call_by_throwing()
    {
        var (grain, probe) = engine.Fresh<IFilteredGrain>();
        (await Should.ThrowAsync<OrleansException>(grain.RefusedAsync())).Message.ShouldBe("Refused by inner.");
        probe.Notes.ShouldBe(["outer before RefusedAsync", "inner before RefusedAsync", "outer caught Refused by inner."]);
    }

    [Fact]
    public async Task A_filter_sees_what_a_call_throws()
    {
        var (grain, probe) = engine.Fresh<IFilteredGrain>();
        (await Should.ThrowAsync<RefusedException>(grain.ThrowAsync())).Message.ShouldBe("Thrown.");
        probe.Notes.ShouldBe(["outer before ThrowAsync", "inner before ThrowAsync", "throw", "inner caught Thrown.", "outer caught Thrown."]);
    }

    [Fact]
    public async Task Filters_are_around_calls_of_grains_too()
    {
        var (grain, probe) = engine.Fresh<IFilteredGrain>();
        var other = RunningEngine.FreshKey();
        await grain.AskAsync(other);
        Probe.Of(other).Notes[0].ShouldBe("outer before TellAsync");
        probe.Notes[0].ShouldBe("outer before AskAsync");
    }
}

internal sealed class NotingFilter(string name) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not FilteredGrain grain)
        {
            await context.Invoke();
            return;
        }
        var probe = Probe.Of(grain.GetPrimaryKeyString());
        probe.Note($"{name} before {context.InterfaceMethod.Name}");
        if (name == "inner" && context.InterfaceMethod.Name == nameof(IFilteredGrain.RefusedAsync)) throw new OrleansException("Refused by inner.");
        try
        {
            await context.Invoke();
        }
        catch (OrleansException e)
        {
            probe.Note($"{name} caught {e.Message}");
            throw;
        }
        probe.Note($"{name} after {context.Result}");
    }
}

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> AnswerAsync(int number);

    Task TellAsync();

    Task RefusedAsync();

    Task ThrowAsync();

    Task AskAsync(string other);
}

internal sealed class FilteredGrain : Grain, IFilteredGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task<int> AnswerAsync(int number)
    {
        await Task.Yield();
        Probe.Note("answer");
        return number;
    }

    public Task TellAsync() => NoteAsync("tell");

    public Task RefusedAsync() => NoteAsync("refused");

    public Task ThrowAsync()
    {
        Probe.Note("throw");
        throw new RefusedException("Thrown.");
    }

    public Task AskAsync(string other) => GrainFactory.GetGrain<IFilteredGrain>(other).TellAsync();

    private Task NoteAsync(string what)
    {
        Probe.Note(what);
        return Task.CompletedTask;
    }
}
