using System.Diagnostics;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>
/// One of two silos is killed under load: how long until each of its circles takes posts again, and what the others notice.
/// </summary>
internal static class Recovery
{
    private const double TargetSeconds = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        await bench.BuildSiloAsync();
        var circles = bench.Options.Number("circles", 64);
        await using var cluster = await BenchCluster.StartAsync(bench, silos: 2, hosts: 2);
        using var api = new HostApi(cluster.Hosts[0].Address, bench.Cancellation);
        var users = await api.SignUpAsync(circles);
        List<Probe> probes = [];
        foreach (var user in users)
            probes.Add(new(cluster.Hosts[probes.Count % 2], await api.CircleOfAsync([user], "Bench recovery"), user));

        using var over = CancellationTokenSource.CreateLinkedTokenSource(bench.Cancellation);
        var loops = probes.Select(probe => probe.RunAsync(over.Token)).ToArray();
        await Task.Delay(bench.Options.Seconds("warmup", 15), bench.Cancellation);
        Report.Progress("killing a silo");
        var killed = Stopwatch.GetTimestamp();
        await cluster.Silos[0].KillAsync();
        await Task.Delay(bench.Options.Seconds("seconds", 30), bench.Cancellation);
        await over.CancelAsync();
        await Task.WhenAll(loops);

        var hit = probes.Where(probe => probe.Refused > 0).ToList();
        var calm = probes.Except(hit).ToList();
        if (probes.Find(probe => !probe.Answers) is not null)
            throw new BenchException("Not every circle took posts again.");
        foreach (var probe in probes)
        {
            var stored = await api.LastSeqAsync(probe.Circle, probe.Owner);
            if (stored < probe.Acknowledged || stored > probe.Acknowledged + probe.Refused)
                throw new BenchException($"Of {probe.Acknowledged} acknowledged and {probe.Refused} refused posts, {stored} are there.");
        }

        bench.Report.Heading($"A silo killed (`kill -9`) under load: {circles} circles on two silos, postgres");
        bench.Report.Table(
            ["circles", "number", "posts acknowledged", "refused", "recovered after, median s", "slowest s", "slowest answer ms"],
        [
            ["on the killed silo", $"{hit.Count}", hit.Sum(p => p.Acknowledged).Whole(), hit.Sum(p => p.Refused).Whole(),
                hit.Select(p => p.RecoveredAfter(killed)).DefaultIfEmpty().Median().OneDigit(), hit.Select(p => p.RecoveredAfter(killed))
                    .DefaultIfEmpty().Max().OneDigit(),
                hit.Select(p => p.Slowest).DefaultIfEmpty().Max().Whole()],
            ["on the other one", $"{calm.Count}", calm.Sum(p => p.Acknowledged).Whole(), "0", "", "", calm.Select(p => p.Slowest)
                .DefaultIfEmpty().Max().Whole()],
        ]);
        bench.Report.Line(
            $"No acknowledged post is missing. Target: again within {TargetSeconds:0} s: "
            + $"{hit.TrueForAll(p => p.RecoveredAfter(killed) <= TargetSeconds).Verdict()}.");
    }

    /// <summary>Posts into one circle without end, and notes how that goes.</summary>
    private sealed class Probe(WebProcess host, string circle, BenchUser owner)
    {
        private long recovered;

        public string Circle => circle;
        public BenchUser Owner => owner;
        public long Acknowledged { get; private set; }
        public long Refused { get; private set; }
        public double Slowest { get; private set; }
        public bool Answers { get; private set; }

        /// <summary>From the kill to the first answer after the last refusal.</summary>
        public double RecoveredAfter(long killed) => Stopwatch.GetElapsedTime(killed, recovered).TotalSeconds;

        public async Task RunAsync(CancellationToken cancellation)
        {
            var request = RequestBytes.Post(host.Address, $"/api/circles/{circle}/activity", owner.Token, """{"message":"Still there?"}""");
            using var connection = await HttpConnection.ConnectAsync(host.Address, cancellation);
            while (!cancellation.IsCancellationRequested)
            {
                var begin = Stopwatch.GetTimestamp();
                var status = await connection.ExchangeAsync(request.Bytes);
                Slowest = Math.Max(Slowest, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                if (status is >= 200 and <= 299)
                {
                    if (!Answers)
                        recovered = Stopwatch.GetTimestamp();
                    Acknowledged++;
                }
                else if (status == 503)
                {
                    Refused++;
                }
                else
                {
                    throw new BenchException($"A post failed: {status} {connection.LastBody}");
                }

                Answers = status != 503;
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
