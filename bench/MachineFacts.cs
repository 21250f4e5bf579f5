using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using XelaConnect.Bench.Http;

namespace XelaConnect.Bench;

/// <summary>What a reader needs to know of the machine to judge a figure; nothing that names it.</summary>
internal static class MachineFacts
{
    public static void Write(Bench bench)
    {
        var sync = SyncLatency(bench);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        bench.Report.Table(["machine", ""],
        [
            ["cores", $"{Environment.ProcessorCount}"],
            ["processor", Processor()],
            ["memory", $"{memory.ToString("0", CultureInfo.InvariantCulture)} GB"],
            ["system",
                RuntimeInformation.OSDescription.StartsWith("Linux", StringComparison.Ordinal)
                    ? $"Linux {RuntimeInformation.OSArchitecture}"
                    : $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}"],
            [".NET", Environment.Version.ToString()],
            ["4 KiB write and sync", $"p50 {sync.Ms(50)} ms, p99 {sync.Ms(99)} ms"],
            ["load average at the start", load],
        ]);
        bench.Report.Line("The load generator runs on the same cores as the measured processes.");
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? "unknown";

    // What one durable write costs on this disk, without which a rate of durable posts says little.
    private static Histogram SyncLatency(Bench bench)
    {
        var latency = new Histogram();
        using var directory = bench.NewDirectory();
        using var file = File.OpenHandle(directory.File("sync"), FileMode.CreateNew, FileAccess.Write);
        var block = new byte[4096];
        for (var i = 0; i < 300; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * block.Length);
            RandomAccess.FlushToDisk(file);
            latency.Record(Stopwatch.GetElapsedTime(begin).Ticks / TimeSpan.TicksPerMicrosecond);
        }

        return latency;
    }
}
