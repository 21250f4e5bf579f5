using System.Diagnostics;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>How soon the host answers after its start, and what it costs without requests.</summary>
internal static class Idle
{
    private const double TargetMegabytes = 160;
    private const double TargetCpu = 0.03;
    private static readonly TimeSpan TargetStart = TimeSpan.FromSeconds(3);

    // The first seconds are still the start: compiling, seeding, first looks around.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";
        var starts = Math.Max(1, bench.Options.Number("starts", 5));
        await using var postgres = await bench.StartStoreAsync(store);

        List<Start> fresh = [], again = [];
        for (var i = 0; i < starts; i++)
        {
            Report.Progress($"start {i + 1} of {starts}");
            using var directory = bench.NewDirectory();
            // PostgreSQL's data outlives the directory, so only the first start finds it empty.
            (postgres is null || i == 0 ? fresh : again).Add(await StartAsync(bench, directory, postgres, then: null));
            if (i < starts - 1)
                again.Add(await StartAsync(bench, directory, postgres, then: null));
            else
                again.Add(await StartAsync(bench, directory, postgres, host => RestAsync(bench, host, store)));
        }

        bench.Report.Table(["start, medians", "starts", "to `/health/ready` s", "to `GET /api/circles` s", "slowest s"],
            [Row("with no data yet", fresh), Row("with data", again)]);
        bench.Report.Line($"Target: first answer within {TargetStart.TotalSeconds:0} s: "
            + $"{fresh.Concat(again).All(start => start.FirstAnswer <= TargetStart).Verdict()}.");
    }

    private static async Task<Start> StartAsync(
        Bench bench, TempDirectory directory, PrivatePostgres? postgres, Func<WebProcess, Task>? then)
    {
        await using var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        var start = new Start(host.ReadyAfter, await host.FirstAnswerAsync("/api/circles", bench.Cancellation));
        if (then is not null)
            await then(host);
        return start;
    }

    private static async Task RestAsync(Bench bench, WebProcess host, string store)
    {
        var seconds = bench.Options.Seconds("seconds", 30);
        Report.Progress($"leaving the host alone for {seconds.TotalSeconds:0} s");
        await Task.Delay(Settling, bench.Cancellation);
        var before = host.Usage;
        var begin = Stopwatch.GetTimestamp();
        await Task.Delay(seconds, bench.Cancellation);
        var after = host.Usage;
        var cpu = (after.Cpu - before.Cpu) / Stopwatch.GetElapsedTime(begin);

        bench.Report.Heading($"Idle host and its start, {store}");
        bench.Report.Table(["idle", "RSS MB", "of it its own MB", "CPU of one core"],
            [[$"{seconds.TotalSeconds:0} s", after.ResidentMegabytes.Whole(), after.OwnMegabytes.Whole(), cpu.Percent()]]);
        bench.Report.Line($"Target: under {TargetMegabytes:0} MB: {(after.ResidentMegabytes < TargetMegabytes).Verdict()}; "
            + $"under {TargetCpu.Percent()} of one core: {(cpu < TargetCpu).Verdict()}.\n");
    }

    private static string[] Row(string name, List<Start> starts) =>
    [
        name, $"{starts.Count}", starts.Select(s => s.Ready.TotalSeconds).Median().TwoDigits(),
        starts.Select(s => s.FirstAnswer.TotalSeconds).Median().TwoDigits(), starts.Max(s => s.FirstAnswer.TotalSeconds).TwoDigits(),
    ];

    private sealed record Start(TimeSpan Ready, TimeSpan FirstAnswer);
}
