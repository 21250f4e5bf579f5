using System.Diagnostics;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Live;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>One posts, many watch: how long until they see it, and whether all do, once, in order.</summary>
internal static class LiveDelivery
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // A double may come after the last post was seen by all; this is how long one may take to show.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";
        await using var postgres = await bench.StartStoreAsync(store);
        using var directory = bench.NewDirectory();
        await using var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        await MeasureAsync(bench, [host], () => host.Usage.Cpu, $"one host, {store}", new(15, 60));
    }

    /// <summary>Watchers spread over all hosts; the poster is on the first. Throws when one of them missed or doubled a post.</summary>
    public static async Task MeasureAsync(Bench bench, IReadOnlyList<WebProcess> hosts, Func<TimeSpan> cpu, string where, Target target)
    {
        var count = bench.Options.Number("watchers", 100);
        var rate = Math.Max(1, bench.Options.Number("rate", 20));
        var warmUp = rate * bench.Options.Number("warmup", 30);
        var clock = new PostClock(warmUp + rate * bench.Options.Number("seconds", 20), count, warmUp);

        using var api = new HostApi(hosts[0].Address, bench.Cancellation);
        Report.Progress($"signing up {count} watchers");
        var users = await api.SignUpAsync(count + 1);
        var circle = await api.CircleOfAsync(users, "Bench live");

        var watchers = Enumerable.Range(0, count).Select(_ => new Watcher(clock)).ToArray();
        List<HubClient> hubs = [];
        try
        {
            for (var i = 0; i < count; i++)
            {
                hubs.Add(
                    await HubClient.ConnectAsync(hosts[i % hosts.Count].Address, users[i + 1].Token, watchers[i]
                    .OnActivity, bench.Cancellation));
                await hubs[i].InvokeAsync("WatchCircle", bench.Cancellation, circle, 0);
            }

            Report.Progress($"{clock.Posts} posts, {rate} a second, to {count} watchers on {where}");
            var before = cpu();
            var begin = Stopwatch.GetTimestamp();
            var acknowledged = await PostAsync(bench, hosts[0], circle, users[0], clock, rate, warmUp);
            var used = (cpu() - before) / Stopwatch.GetElapsedTime(begin);
            await SettleAsync(clock, bench.Cancellation);

            Write(bench.Report, where, clock, watchers, acknowledged, rate, used, target);
            if (hubs.Find(hub => hub.Failure is not null) is { } cut)
                throw new BenchException($"A watcher was cut off: {cut.Failure}");
            if (watchers.Any(w => w.Lost + w.Doubled + w.OutOfOrder > 0))
                throw new BenchException("Not every watcher saw every post once and in order.");
        }
        finally
        {
            foreach (var hub in hubs)
                await hub.DisposeAsync();
        }
    }

    private static async Task<Histogram> PostAsync(
        Bench bench, WebProcess host, string circle, BenchUser poster, PostClock clock, int rate, int warmUp)
    {
        var acknowledged = new Histogram();
        var request = RequestBytes.Post(host.Address, $"/api/circles/{circle}/activity", poster.Token,
            $$"""{"message":"{{RequestBytes.NumberMark}} to the watchers"}""");
        using var connection = await HttpConnection.ConnectAsync(host.Address, bench.Cancellation);
        await using var cut = bench.Cancellation.Register(connection.Dispose);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        for (var number = 1; number <= clock.Posts; number++)
        {
            await timer.WaitForNextTickAsync(bench.Cancellation);
            request.Number(number);
            clock.Sending(number);
            var begin = Stopwatch.GetTimestamp();
            var status = await connection.ExchangeAsync(request.Bytes);
            if (status is < 200 or > 299)
                throw new BenchException($"A post failed: {status} {connection.LastBody}");
            if (number > warmUp)
                acknowledged.Record(Stopwatch.GetElapsedTime(begin).Ticks / TimeSpan.TicksPerMicrosecond);
        }

        return acknowledged;
    }

    private static async Task SettleAsync(PostClock clock, CancellationToken cancellation)
    {
        try
        {
            await clock.AllSeen.Task.WaitAsync(Grace, cancellation);
        }
        catch (TimeoutException)
        {
            // What is missing now is lost, and is counted so.
        }

        await Task.Delay(Aftermath, cancellation);
    }

    private static void Write(
        Report report, string where, PostClock clock, Watcher[] watchers, Histogram acknowledged, int rate, double cpu, Target target)
    {
        report.Heading($"Post to seen, {watchers.Length} watchers on {where}");
        report.Table(
            ["", "p50 ms", "p99 ms", "max ms"],
            [
                ["post → seen by a watcher", clock.Seen.Ms(50), clock.Seen.Ms(99), clock.Seen.Ms(100)],
                ["post → acknowledged to the poster", acknowledged.Ms(50), acknowledged.Ms(99), acknowledged.Ms(100)],
            ]);
        var expected = (long)clock.Posts * watchers.Length;
        report.Table(
            ["of deliveries", "lost", "doubled", "out of order"],
            [[expected.Whole(), $"{watchers.Sum(w => w.Lost)}", $"{watchers.Sum(w => w.Doubled)}", $"{watchers.Sum(w => w.OutOfOrder)}"]]);
        report.Line($"{rate} posts a second; silos and hosts used {cpu.Percent()} of one core meanwhile. "
            + $"Target: p50 under {target.P50:0} ms: {(clock.Seen.Percentile(50) < target.P50).Verdict()}; "
            + $"p99 under {target.P99:0} ms: {(clock.Seen.Percentile(99) < target.P99).Verdict()}; none lost, doubled or out of order: "
            + $"{watchers.All(w => w.Lost + w.Doubled + w.OutOfOrder == 0).Verdict()}.");
    }

    /// <summary>What the delivery must come in under, in milliseconds.</summary>
    public sealed record Target(double P50, double P99);
}
