using System.Collections.Concurrent;

namespace XelaConnect.Grains.Tests.Primitives;

public sealed class SerialQueueTests
{
    private readonly SerialQueue queue = new();

    [Fact]
    public async Task Items_run_one_at_a_time_in_order_of_arrival()
    {
        var started = new ConcurrentQueue<int>();
        var releases = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToList();
        var items = releases.Select((release, number) => queue.EnqueueAsync(() =>
        {
            started.Enqueue(number);
            return release.Task;
        })).ToList();
        for (var number = 0; number < releases.Count; number++)
        {
            await Until.TrueAsync(() => started.Count == number + 1);
            started.ShouldBe(Enumerable.Range(0, number + 1));
            releases[number].SetResult();
            await items[number];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failure_reaches_its_caller_and_not_the_next_item(bool synchronous)
    {
        var failing = queue.EnqueueAsync(synchronous ? () => throw new InvalidOperationException("this one") : async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("this one");
        });
        var next = queue.EnqueueAsync(() => Task.CompletedTask);
        (await Should.ThrowAsync<InvalidOperationException>(failing)).Message.ShouldBe("this one");
        await next;
    }

    [Fact]
    public async Task Concurrent_callers_run_each_item_once_and_alone()
    {
        var (done, running, overlaps) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (_, _) => await queue.EnqueueAsync(async () =>
        {
            if (Interlocked.Increment(ref running) != 1) Interlocked.Increment(ref overlaps);
            if (done % 7 == 0) await Task.Yield();
            done++;
            Interlocked.Decrement(ref running);
        }));
        (done, overlaps).ShouldBe((2_000, 0));
    }

    [Fact]
    public async Task Caller_runs_no_item()
    {
        using var release = new ManualResetEventSlim();
        var item = queue.EnqueueAsync(() =>
        {
            release.Wait();
            return Task.CompletedTask;
        });
        // A caller that ran the item would wait for its own release.
        release.Set();
        await item;
    }

    [Fact]
    public async Task Long_chain_of_synchronous_items_keeps_the_stack_flat()
    {
        const int Items = 100_000;
        var release = new TaskCompletionSource();
        var (first, count) = (queue.EnqueueAsync(() => release.Task), 0);
        var last = Task.CompletedTask;
        for (var i = 0; i < Items; i++)
        {
            last = queue.EnqueueAsync(() =>
            {
                count++;
                return Task.CompletedTask;
            });
        }
        release.SetResult();
        await first;
        await last;
        count.ShouldBe(Items);
    }

    [Fact]
    public async Task Item_runs_in_the_execution_context_of_its_caller()
    {
        var (local, seen) = (new AsyncLocal<int>(), new List<int>());
        var release = new TaskCompletionSource();
        var items = new List<Task> { queue.EnqueueAsync(() => release.Task) };
        for (var number = 1; number <= 2; number++)
        {
            local.Value = number;
            items.Add(queue.EnqueueAsync(() =>
            {
                seen.Add(local.Value);
                return Task.CompletedTask;
            }));
        }
        release.SetResult();
        await Task.WhenAll(items);
        seen.ShouldBe([1, 2]);
    }
}
