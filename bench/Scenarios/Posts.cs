using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>Durable posts into one circle: how many a second, how long each waits, and whether that stays so as history grows.</summary>
internal static class Posts
{
    private const double TargetRate = 4000;
    private const double TargetP99 = 50;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";

        await using var postgres = await bench.StartStoreAsync(store);
        using var directory = bench.NewDirectory();
        await using var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        using var api = new HostApi(host.Address, bench.Cancellation);
        var users = await api.SignUpAsync(bench.Options.Number("clients", 64));

        var circle = await api.CircleOfAsync(users, "Bench posts");
        var before = await api.LastSeqAsync(circle, users[0]);
        var posted = await MeasureAsync(bench, host, store, circle, users);
        var checks = new List<StoredCheck> { new(circle, before, posted) };

        if (bench.Options.Number("grow", 0) is > 0 and var size)
        {
            var growing = await api.CircleOfAsync(users, "Bench growth");
            before = await api.LastSeqAsync(growing, users[0]);
            posted = await PostGrowth.RunAsync(bench, host, store, size, Requests(bench, host, growing, users));
            checks.Add(new(growing, before, posted));
        }

        await KillAndCheckAsync(bench, directory, host, postgres, users[0], checks);
    }

    private static async Task<long> MeasureAsync(
        Bench bench, WebProcess host, string store, string circle, IReadOnlyList<BenchUser> users)
    {
        Report.Progress($"posts by {users.Count} clients into one circle, {store}");
        var warmUp = await HttpLoad.RunAsync(
            host.Address, Requests(bench, host, circle, users), new(bench.Options.Seconds("warmup", 30)), bench.Cancellation);

        List<Round> rounds = [];
        for (var i = 0; i < Math.Max(1, bench.Options.Number("rounds", 3)); i++)
            rounds.Add(await Round.RunAsync(
                host, Requests(bench, host, circle, users), new(bench.Options.Seconds("seconds", 6)), bench.Cancellation));

        var rate = rounds.Select(r => r.Load.Rate).Median();
        var p99 = rounds.Select(r => r.Load.Latency.Percentile(99)).Median();
        bench.Report.Heading($"Durable circle posts over HTTP, {store}, {users.Count} clients, one circle");
        bench.Report.Table(["", "posts/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "host CPU µs/post"],
            [.. rounds.Select((r, i) => Row($"round {i + 1}", r.Load.Rate, r.Load.Latency, r.CpuPerRequest)),
             Row("**median / all**", rate, Round.LatencyOf(rounds), rounds.Select(r => r.CpuPerRequest).Median())]);
        bench.Report.Line($"Target: at least {TargetRate.Whole()} posts/s: {(rate >= TargetRate).Verdict()}; "
            + $"p99 under {TargetP99:0} ms: {(p99 < TargetP99).Verdict()}.");
        return warmUp.Count + rounds.Sum(r => r.Load.Count);
    }

    private static string[] Row(string name, double rate, Histogram latency, double cpu) =>
        [name, rate.Whole(), latency.Ms(50), latency.Ms(95), latency.Ms(99), latency.Ms(100), cpu.Whole()];

    public static RequestBytes[] Requests(Bench bench, WebProcess host, string circle, IReadOnlyList<BenchUser> users)
    {
        var message = RequestBytes.NumberMark.PadRight(bench.Options.Number("length", 80), 'm');
        // A fresh run name keeps keys apart between rounds, whose numbers start again.
        var run = Path.GetRandomFileName();
        var extra = bench.Options.Has("idempotent") ? $"Idempotency-Key: {run}-{RequestBytes.NumberMark}\r\n" : "";
        return [.. users.Select(user =>
            RequestBytes.Post(host.Address, $"/api/circles/{circle}/activity", user.Token, $$"""{"message":"{{message}}"}""", extra))];
    }

    /// <summary>A rate of posts means little unless they are stored: the host is killed, and what it acknowledged is counted.</summary>
    private static async Task KillAndCheckAsync(
        Bench bench, TempDirectory directory, WebProcess host, PrivatePostgres? postgres, BenchUser member, List<StoredCheck> checks)
    {
        Report.Progress("killing the host and counting what it kept");
        await host.KillAsync();
        await using var again = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        using var api = new HostApi(again.Address, bench.Cancellation);
        foreach (var check in checks)
        {
            var stored = await api.LastSeqAsync(check.Circle, member) - check.Before;
            if (stored != check.Acknowledged)
                throw new BenchException($"{check.Acknowledged} posts were acknowledged, but after a kill {stored} are there.");
            bench.Report.Line($"After `kill -9` and a new start ({again.ReadyAfter.TotalSeconds.TwoDigits()} s to ready), "
                + $"all {stored.Whole()} acknowledged posts of the circle are there.");
        }
    }

    private sealed record StoredCheck(string Circle, long Before, long Acknowledged);
}
