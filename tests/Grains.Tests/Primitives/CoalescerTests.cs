namespace XelaConnect.Grains.Tests.Primitives;

public sealed class CoalescerTests
{
    private readonly List<TaskCompletionSource> runs = [];
    private readonly Coalescer coalescer;

    public CoalescerTests() => coalescer = new Coalescer(() =>
    {
        var run = new TaskCompletionSource();
        lock (runs) runs.Add(run);
        return run.Task;
    });

    [Fact]
    public async Task Requests_during_a_run_share_one_next_run()
    {
        var first = coalescer.RunAsync();
        var (second, third) = (coalescer.RunAsync(), coalescer.RunAsync());
        runs.Count.ShouldBe(1);
        runs[0].SetResult();
        await first;
        await RunsReachAsync(2);
        (second.IsCompleted, third.IsCompleted).ShouldBe((false, false));
        runs[1].SetResult();
        await Task.WhenAll(second, third);
        runs.Count.ShouldBe(2);
        await Until.TrueAsync(() => !coalescer.IsRunning);
    }

    [Fact]
    public async Task Request_during_the_next_run_waits_for_another()
    {
        var first = coalescer.RunAsync();
        var second = coalescer.RunAsync();
        runs[0].SetResult();
        await first;
        await RunsReachAsync(2);
        var third = coalescer.RunAsync();
        runs[1].SetResult();
        await second;
        await RunsReachAsync(3);
        third.IsCompleted.ShouldBeFalse();
        runs[2].SetResult();
        await third;
    }

    [Fact]
    public async Task Failure_reaches_those_who_share_the_run_and_no_other()
    {
        var first = coalescer.RunAsync();
        var second = coalescer.RunAsync();
        runs[0].SetException(new InvalidOperationException("this run"));
        (await Should.ThrowAsync<InvalidOperationException>(first)).Message.ShouldBe("this run");
        await RunsReachAsync(2);
        runs[1].SetResult();
        await second;
    }

    [Fact]
    public async Task Synchronous_failure_ends_the_run()
    {
        var failing = new Coalescer(() => throw new InvalidOperationException("at once"));
        await Should.ThrowAsync<InvalidOperationException>(failing.RunAsync());
        await Until.TrueAsync(() => !failing.IsRunning);
        await Should.ThrowAsync<InvalidOperationException>(failing.RunAsync());
    }

    [Fact]
    public async Task Every_concurrent_request_sees_a_run_that_began_after_it()
    {
        var (changes, seen, running, overlaps) = (0, 0, 0, 0);
        var refresh = new Coalescer(async () =>
        {
            if (Interlocked.Increment(ref running) != 1) Interlocked.Increment(ref overlaps);
            var now = Volatile.Read(ref changes);
            await Task.Yield();
            Volatile.Write(ref seen, now);
            Interlocked.Decrement(ref running);
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (_, _) =>
        {
            var change = Interlocked.Increment(ref changes);
            await refresh.RunAsync();
            Volatile.Read(ref seen).ShouldBeGreaterThanOrEqualTo(change);
        });
        overlaps.ShouldBe(0);
    }

    private Task RunsReachAsync(int count) => Until.TrueAsync(() =>
    {
        lock (runs) return runs.Count == count;
    });
}
