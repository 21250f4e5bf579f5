using System.Diagnostics;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>
/// Discovery over very many profiles: how long a start takes until the first page, what a profile takes in memory, how long a page takes.
/// </summary>
internal static class Discover
{
    private const string Path = "/api/discover";
    private const double TargetP99 = 25;
    private const double TargetBytes = 400;
    private const double TargetStart = 20;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        await bench.BuildProfilesAsync();
        var profiles = bench.Options.Number("profiles", 1_000_000);
        var callers = bench.Options.Number("callers", 600);
        using var empty = bench.NewDirectory();
        double before;
        await using (var host = await bench.StartHostAsync(empty)) before = (await FirstPageAsync(bench, host)).Resident;

        using var directory = bench.NewDirectory();
        var data = bench.Options.Text("filled") ?? directory.File("data");
        Report.Progress($"storing {((long)profiles).Whole()} people");
        var filling = Stopwatch.GetTimestamp();
        if (!bench.Options.Has("filled"))
            await ChildProcess.RequireAsync("dotnet", [Bench.ProfilesAssembly, data, $"{profiles}"], "/", bench.Cancellation);
        var filled = Stopwatch.GetElapsedTime(filling);

        Report.Progress("starting the host on them");
        await using var full = await bench.With(("set", $"Xela:DataDirectory={data}")).StartHostAsync(directory);
        var (firstPage, resident) = await FirstPageAsync(bench, full);
        var start = full.ReadyAfter + firstPage;
        var bytes = (resident - before) * 1e6 / profiles;
        bench.Report.Heading($"Discovery over {((long)profiles).Whole()} profiles, sqlite");
        if (!bench.Options.Has("filled")) bench.Report.Line($"Stored in {filled.TotalSeconds.Whole()} s.");
        bench.Report.Table(["", "", "target", ""],
        [
            ["start of the process to the first full page",
                $"{start.TotalSeconds.TwoDigits()} s (ready after {full.ReadyAfter.TotalSeconds.TwoDigits()} s)", $"{TargetStart:0} s",
                (start.TotalSeconds <= TargetStart).Verdict()],
            ["memory a profile, RSS beside an empty host's", $"{bytes.Whole()} bytes ({resident.Whole()} MB, empty {before.Whole()} MB)",
                $"{TargetBytes:0} bytes", (bytes <= TargetBytes).Verdict()],
        ]);

        using var api = new HostApi(full.Address, bench.Cancellation);
        Report.Progress("callers");
        var people = await api.SignUpAsync(callers);
        var random = new Random(7);
        foreach (var person in people) await api.ProfileAsync(person, Profile(random));
        List<string[]> rows = [];
        foreach (var (name, connections) in ((string, int)[])[
            ("first pages, people seen for the first time", 4), ("the same again", 4), ("again, one at a time", 1), ("again", 2),
            ("again", 8)])
        {
            Report.Progress(name);
            var cpu = full.Usage.Cpu;
            var load = await EachOnce.RunAsync(
                full.Address, [.. people.Select(person => RequestBytes.Get(full.Address, Path, person.Token))], connections,
                bench.Cancellation);
            rows.Add(
                [name, $"{connections}", load.Rate.Whole(), load.Latency.Ms(50), load.Latency.Ms(99),
                ((full.Usage.Cpu - cpu).TotalMilliseconds / load.Count).TwoDigits(), (load.Latency.Percentile(99) <= TargetP99).Verdict()]);
        }
        bench.Report.Table(
            ["pages of 20, each of " + $"{callers} callers", "at once", "pages/s", "p50 ms", "p99 ms", "host CPU ms/page",
            $"p99 within {TargetP99:0} ms"], rows);
        bench.Report.Line($"RSS at the end: {full.Usage.ResidentMegabytes.Whole()} MB.");
    }

    /// <summary>How long the first page took, which loads the shards, and the memory a little after it.</summary>
    private static async Task<(TimeSpan After, double Resident)> FirstPageAsync(Bench bench, WebProcess host)
    {
        using var api = new HostApi(host.Address, bench.Cancellation);
        var guest = (await api.SignUpAsync(1))[0];
        using var connection = await HttpConnection.ConnectAsync(host.Address, bench.Cancellation);
        var begin = Stopwatch.GetTimestamp();
        if (await connection.ExchangeAsync(RequestBytes.Get(host.Address, Path, guest.Token).Bytes) is not 200 and var status)
            throw new BenchException($"Answered {status}: {connection.LastBody}");
        var after = Stopwatch.GetElapsedTime(begin);
        await Task.Delay(Settling, bench.Cancellation);
        return (after, host.Usage.ResidentMegabytes);
    }

    private static Dictionary<string, object> Profile(Random random) => new()
    {
        ["interests"] = Enumerable.Range(0, random.Next(3, 9)).Select(_ => $"interest {(int)(200 * Math.Pow(random.NextDouble(), 2))}")
            .Distinct().ToArray(),
        ["age"] = random.Next(18, 81),
        ["city"] = $"City {(int)(300 * Math.Pow(random.NextDouble(), 2))}",
        ["identity_badge"] = "Explorer",
    };
}
