namespace XelaConnect.Tests.Engine;

/// <summary>A stateless worker has as many activations as it may, and no more.</summary>
[Collection(EngineTests.Name)]
public sealed class StatelessWorkerTests(RunningEngine engine)
{
    [Fact]
    public async Task Calls_are_served_by_as_many_workers_as_there_may_be_and_none_is_left_out()
    {
        var (grain, probe) = engine.Fresh<IWorkerGrain>();
        var calls = Enumerable.Range(0, 10).Select(i => grain.PassAsync($"{i}")).ToArray();
        while (probe.Notes.Count(note => note.StartsWith("in ", StringComparison.Ordinal)) < 2) await engine.BreathAsync();
        await engine.BreathAsync();
        probe.Notes.Count(note => note.StartsWith("in ", StringComparison.Ordinal)).ShouldBe(2);
        for (var i = 0; i < calls.Length; i++) probe.Open($"{i}");
        await Task.WhenAll(calls).WaitAsync(RunningEngine.Patience);
        probe.Notes.Count(note => note.StartsWith("out ", StringComparison.Ordinal)).ShouldBe(10);
        probe.Count("activated").ShouldBe(2);
    }
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task PassAsync(string name);
}

[StatelessWorker(2)]
internal sealed class WorkerGrain : ProbedGrain, IWorkerGrain
{
    public Task PassAsync(string name) => Probe.PassAsync(name);
}
