namespace XelaConnect.Tests.Engine;

/// <summary>What comes back from a call: an answer, an exception, or nothing at all.</summary>
[Collection(EngineTests.Name)]
public sealed class AnswersTests(RunningEngine engine)
{
    [Fact]
    public async Task Answers_arrive_however_a_method_gives_them()
    {
        var (grain, _) = engine.Fresh<IAnsweringGrain>();
        var page = new Page("one", [1, 2]);
        (await grain.EchoAsync(page)).ShouldBeEquivalentTo(page);
        (await grain.EchoOrNothingAsync("two")).ShouldBe("two");
        (await grain.EchoOrNothingAsync(null)).ShouldBeNull();
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("later")]
    public async Task An_exception_reaches_the_caller_as_it_was_and_the_grain_goes_on(string when)
    {
        var (grain, probe) = engine.Fresh<IAnsweringGrain>();
        (await Should.ThrowAsync<RefusedException>(grain.ThrowAsync(when))).Message.ShouldBe(when);
        (await Should.ThrowAsync<RefusedException>(grain.ThrowFromValueTaskAsync(when).AsTask())).Message.ShouldBe(when);
        (await grain.EchoOrNothingAsync("on")).ShouldBe("on");
        probe.Notes.ShouldBe(["activated"]);
    }

    [Fact]
    public async Task An_exception_passes_through_a_grain_that_called_another()
    {
        var (grain, _) = engine.Fresh<IAnsweringGrain>();
        (await Should.ThrowAsync<RefusedException>(grain.AskAsync(RunningEngine.FreshKey()))).Message.ShouldBe("later");
    }

    [Fact]
    public async Task A_one_way_call_is_not_waited_for_and_its_exception_goes_nowhere()
    {
        var (grain, probe) = engine.Fresh<IAnsweringGrain>();
        await grain.TellAsync("told").WaitAsync(RunningEngine.Patience);
        await probe.SeenAsync("in told");
        probe.Notes.ShouldNotContain("out told");
        probe.Open("told");
        await probe.SeenAsync("out told");
        (await grain.EchoOrNothingAsync("on").WaitAsync(RunningEngine.Patience)).ShouldBe("on");
        probe.Count("activated").ShouldBe(1);
    }
}

/// <summary>An exception of the project's own.</summary>
[GenerateSerializer, Alias("tests.engine.refused")]
public sealed class RefusedException(string message) : OrleansException(message);

[GenerateSerializer, Immutable, Alias("tests.engine.page")]
public sealed record Page([property: Id(0)] string Name, [property: Id(1)] int[] Numbers);

public interface IAnsweringGrain : IGrainWithStringKey
{
    ValueTask<Page> EchoAsync(Page page);

    Task<string?> EchoOrNothingAsync(string? text);

    Task ThrowAsync(string when);

    ValueTask ThrowFromValueTaskAsync(string when);

    Task AskAsync(string other);

    [OneWay]
    Task TellAsync(string name);
}

internal sealed class AnsweringGrain : ProbedGrain, IAnsweringGrain
{
    public ValueTask<Page> EchoAsync(Page page) => new(page);

    public async Task<string?> EchoOrNothingAsync(string? text)
    {
        await Task.Yield();
        return text;
    }

    public Task ThrowAsync(string when) => when == "at once" ? throw new RefusedException(when) : ThrowLaterAsync(when);

    public ValueTask ThrowFromValueTaskAsync(string when) => when == "at once" ? throw new RefusedException(when) : new(ThrowLaterAsync(when));

    public Task AskAsync(string other) => GrainFactory.GetGrain<IAnsweringGrain>(other).ThrowAsync("later");

    public async Task TellAsync(string name)
    {
        await Probe.PassAsync(name);
        throw new RefusedException(name);
    }

    private static async Task ThrowLaterAsync(string when)
    {
        await Task.Yield();
        throw new RefusedException(when);
    }
}
