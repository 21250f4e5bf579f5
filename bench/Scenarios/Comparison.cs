using System.Diagnostics;
using System.Net;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>One side of a comparison over all its rounds.</summary>
internal sealed record Side(double Rate, Histogram Latency, double CpuPerRequest);

/// <summary>Two servers under the same load by turns (A B A B …), so that other work of the machine falls on both.</summary>
internal sealed record Comparison(string Name, Side Bare, Side Measured, IReadOnlyList<double> Pairs, double Others)
{
    /// <summary>Median against median.</summary>
    public double Ratio => Measured.Rate / Bare.Rate;

    public static async Task<Comparison> RunAsync(
        Bench bench, string name, WebProcess bare, WebProcess measured, Func<IPEndPoint, IReadOnlyList<RequestBytes>> requests)
    {
        var rounds = Math.Max(1, bench.Options.Number("rounds", 5));
        var round = new LoadLimit(bench.Options.Seconds("seconds", 4));
        var warmUp = new LoadLimit(bench.Options.Seconds("warmup", 15));

        await HttpLoad.RunAsync(bare.Address, requests(bare.Address), warmUp, bench.Cancellation);
        await HttpLoad.RunAsync(measured.Address, requests(measured.Address), warmUp, bench.Cancellation);

        List<Round> bareRounds = [], measuredRounds = [];
        var begin = Stopwatch.GetTimestamp();
        var othersBefore = UsedByOthers(bare, measured);
        for (var i = 0; i < rounds; i++)
        {
            bareRounds.Add(await Round.RunAsync(bare, requests(bare.Address), round, bench.Cancellation));
            measuredRounds.Add(await Round.RunAsync(measured, requests(measured.Address), round, bench.Cancellation));
        }

        var others = (UsedByOthers(bare, measured) - othersBefore) / Stopwatch.GetElapsedTime(begin);
        return new(name, SideOf(bareRounds), SideOf(measuredRounds),
            [.. bareRounds.Zip(measuredRounds, (b, m) => m.Load.Rate / b.Load.Rate)], others);
    }

    // Other work of the machine makes every figure doubtful, so it is measured and reported.
    private static TimeSpan UsedByOthers(WebProcess bare, WebProcess measured) =>
        ProcessUsage.OfEverything() - bare.Usage.Cpu - measured.Usage.Cpu - ProcessUsage.Of(Environment.ProcessId).Cpu;

    private static Side SideOf(List<Round> rounds) =>
        new(rounds.Select(r => r.Load.Rate).Median(), Round.LatencyOf(rounds), rounds.Select(r => r.CpuPerRequest).Median());
}

/// <summary>One load and what the whole server process spent on it.</summary>
internal sealed record Round(LoadResult Load, TimeSpan ServerCpu)
{
    /// <summary>Microseconds of processor time.</summary>
    public double CpuPerRequest => ServerCpu.TotalMicroseconds / Load.Count;

    public static async Task<Round> RunAsync(
        WebProcess server, IReadOnlyList<RequestBytes> requests, LoadLimit limit, CancellationToken cancellation)
    {
        var before = server.Usage.Cpu;
        var load = await HttpLoad.RunAsync(server.Address, requests, limit, cancellation);
        return new(load, server.Usage.Cpu - before);
    }

    public static Histogram LatencyOf(IEnumerable<Round> rounds)
    {
        var all = new Histogram();
        foreach (var round in rounds)
            all.Add(round.Load.Latency);
        return all;
    }
}
