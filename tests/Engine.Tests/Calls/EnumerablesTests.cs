using System.Runtime.CompilerServices;

namespace XelaConnect.Tests.Engine;

/// <summary>Answers of many items.</summary>
[Collection(EngineTests.Name)]
public sealed class EnumerablesTests(RunningEngine engine)
{
    [Fact]
    public async Task Items_arrive_all_and_in_order()
    {
        var (grain, probe) = engine.Fresh<IItemsGrain>();
        (await ReadAsync(grain.ItemsAsync(500))).ShouldBe(Enumerable.Range(0, 500));
        await probe.SeenAsync("over");
        probe.Notes.ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task Items_arrive_while_the_next_ones_are_not_there_yet()
    {
        var (grain, probe) = engine.Fresh<IItemsGrain>();
        await using var items = grain.ItemsAsync(3, hold: 1).GetAsyncEnumerator();
        (await items.MoveNextAsync().AsTask().WaitAsync(RunningEngine.Patience)).ShouldBeTrue();
        items.Current.ShouldBe(0);
        var next = items.MoveNextAsync().AsTask();
        await probe.SeenAsync("in hold");
        probe.Open("hold");
        (await next.WaitAsync(RunningEngine.Patience)).ShouldBeTrue();
        items.Current.ShouldBe(1);
    }

    [Fact]
    public async Task Who_stops_early_ends_it_in_the_grain_too()
    {
        var (grain, probe) = engine.Fresh<IItemsGrain>();
        await foreach (var item in grain.ItemsAsync(int.MaxValue))
        {
            if (item == 3) break;
        }
        await probe.SeenAsync("over");
        probe.Notes.ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task An_exception_comes_after_the_items_before_it()
    {
        var (grain, probe) = engine.Fresh<IItemsGrain>();
        var read = new List<int>();
        var failure = await Should.ThrowAsync<RefusedException>(async () =>
        {
            await foreach (var item in grain.ItemsAsync(500, fail: 250)) read.Add(item);
        });
        failure.Message.ShouldBe("No more.");
        read.ShouldBe(Enumerable.Range(0, 250));
        await probe.SeenAsync("over");
    }

    [Fact]
    public async Task A_token_ends_it_in_the_grain_too()
    {
        var (grain, probe) = engine.Fresh<IItemsGrain>();
        using var cancellation = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in grain.ItemsAsync(int.MaxValue, cancellationToken: cancellation.Token))
            {
                if (item == 3) await cancellation.CancelAsync();
            }
        });
        await probe.SeenAsync("over");
    }

    private static async Task<int[]> ReadAsync(IAsyncEnumerable<int> items)
    {
        var read = new List<int>();
        await foreach (var item in items) read.Add(item);
        return [.. read];
    }
}

public interface IItemsGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> ItemsAsync(int count, int hold = -1, int fail = -1, CancellationToken cancellationToken = default);
}

internal sealed class ItemsGrain : ProbedGrain, IItemsGrain
{
    private TaskScheduler? own;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        own = TaskScheduler.Current;
        return base.OnActivateAsync(cancellationToken);
    }

    public async IAsyncEnumerable<int> ItemsAsync(int count, int hold, int fail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (i == hold) await Probe.PassAsync("hold");
                if (i == fail) throw new RefusedException("No more.");
                if (i % 10 == 0) await Task.Yield();
                Check();
                yield return i;
            }
        }
        finally
        {
            Check();
            Probe.Note("over");
        }
    }

    private void Check()
    {
        if (TaskScheduler.Current != own) Probe.Note("elsewhere");
    }
}
