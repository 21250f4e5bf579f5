using System.Diagnostics;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Live;

namespace XelaConnect.Bench.Scenarios;

/// <summary>Very many devices connected and silent: what the host needs for them.</summary>
internal static class Connections
{
    private const double TargetMegabytes = 550;
    private const int AtOnce = 32;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        using var directory = bench.NewDirectory();
        var count = bench.Options.Number("devices", 9500);
        Report.Progress($"{count} people");
        IReadOnlyList<BenchUser> people;
        await using (var earlier = await bench.StartHostAsync(directory))
        {
            using var api = new HostApi(earlier.Address, bench.Cancellation);
            people = await api.SignUpAsync(count);
        }
        // What a host needs for devices, and not for the sign-ups just before.
        await using var host = await bench.StartHostAsync(directory);
        var before = host.Usage;
        var hubs = new HubClient?[count];
        try
        {
            Report.Progress($"connecting {count} devices");
            var begin = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = bench.Cancellation },
                async (i, cancellation) => hubs[i] =
                    await HubClient.ConnectAsync(host.Address, people[i].Token, static (_, _) => { }, cancellation));
            var connected = Stopwatch.GetElapsedTime(begin);
            var full = host.Usage;
            var seconds = bench.Options.Seconds("seconds", 60);
            Report.Progress($"leaving them alone for {seconds.TotalSeconds:0} s");
            // The first half compiles code and ends what connecting has opened.
            await Task.Delay(seconds / 2, bench.Cancellation);
            var (settled, settledAt) = (host.Usage, Stopwatch.GetTimestamp());
            await Task.Delay(seconds / 2, bench.Cancellation);
            var after = host.Usage;
            var cpu = (after.Cpu - settled.Cpu) / Stopwatch.GetElapsedTime(settledAt);
            if (Array.Find(hubs, hub => hub!.Failure is not null) is { } cut)
                throw new BenchException($"A device was cut off: {cut.Failure}");
            bench.Report.Heading($"{((long)count).Whole()} idle live connections, one host, sqlite");
            bench.Report.Table(["", "RSS MB", "of it its own MB", "CPU of one core, second half"],
                [["before", before.ResidentMegabytes.Whole(), before.OwnMegabytes.Whole(), ""],
                 [$"connected within {connected.TotalSeconds:0} s", full.ResidentMegabytes.Whole(), full.OwnMegabytes.Whole(), ""],
                 [$"after {seconds.TotalSeconds:0} s", after.ResidentMegabytes.Whole(), after.OwnMegabytes.Whole(), cpu.Percent()]]);
            var tenThousand = after.ResidentMegabytes * 10_000 / count;
            bench.Report.Line(
                $"Target: 10,000 connections under {TargetMegabytes.Whole()} MB: {(tenThousand < TargetMegabytes).Verdict()} (this "
                + $"many, all of the host counted, scaled to 10,000: {tenThousand.Whole()} MB).");
        }
        finally
        {
            foreach (var hub in hubs) if (hub is not null) await hub.DisposeAsync();
        }
    }
}
