using System.Diagnostics;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>One circle from its first post to its last: a post must cost the same at both ends.</summary>
internal sealed class PostGrowth
{
    private const int PerSegment = 50_000;

    private readonly Histogram[] latency;
    private readonly long[] endedAt;

    private PostGrowth(int size)
    {
        var segments = (size + PerSegment - 1) / PerSegment;
        latency = [.. Enumerable.Range(0, segments).Select(_ => new Histogram())];
        endedAt = new long[segments];
    }

    /// <summary>Posts until the circle holds <paramref name="size"/> or the time is up; answers how many that were.</summary>
    public static async Task<long> RunAsync(Bench bench, WebProcess host, string store, int size, RequestBytes[] requests)
    {
        var growth = new PostGrowth(size);
        var limit = new LoadLimit(bench.Options.Seconds("grow-seconds", 3600), size);
        Report.Progress($"growing a circle to {((long)size).Whole()} posts, {store}");

        var begin = Stopwatch.GetTimestamp();
        var load = await HttpLoad.RunAsync(host.Address, requests, limit, bench.Cancellation, growth.Completed);
        growth.Write(bench.Report, store, begin, load, size, host.Usage);
        return load.Count;
    }

    private void Completed(long count, long microseconds)
    {
        var segment = (count - 1) / PerSegment;
        latency[segment].Record(microseconds);
        if (count % PerSegment == 0)
            Volatile.Write(ref endedAt[segment], Stopwatch.GetTimestamp());
    }

    private void Write(Report report, string store, long begin, LoadResult load, int size, ProcessUsage after)
    {
        report.Heading($"Growth of one circle, {store}: {load.Count.Whole()} posts");
        List<string[]> rows = [];
        List<double> rates = [];
        for (var i = 0; i < endedAt.Length && endedAt[i] != 0; i++)
        {
            var rate = PerSegment / Stopwatch.GetElapsedTime(i == 0 ? begin : endedAt[i - 1], endedAt[i]).TotalSeconds;
            rates.Add(rate);
            rows.Add([((i + 1L) * PerSegment).Whole(), rate.Whole(), latency[i].Ms(50), latency[i].Ms(99), latency[i].Ms(100)]);
        }

        report.Table(["posts so far", "posts/s", "p50 ms", "p99 ms", "max ms"], rows);
        report.Line($"{load.Rate.Whole()} posts/s overall; the host uses {after.ResidentMegabytes.Whole()} MB at the end.");
        if (rates.Count > 1)
            report.Line(
                $"The last {PerSegment / 1000:0},000 ran at {(rates[^1] / rates[0]).Percent()} of the rate of the first, the slowest at "
                + $"{(rates.Min() / rates[0]).Percent()}.");
        if (load.Count < size)
            report.Line($"The time was up before {((long)size).Whole()}.");
    }
}
