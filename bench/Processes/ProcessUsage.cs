using System.Globalization;

namespace XelaConnect.Bench.Processes;

/// <summary>What a whole process has used, as the kernel counts it; its own memory is that which no file backs.</summary>
internal readonly record struct ProcessUsage(TimeSpan Cpu, double ResidentMegabytes, double OwnMegabytes)
{
    // USER_HZ, which Linux has fixed at 100 for everything it shows to programs.
    private const int TicksPerSecond = 100;

    public static ProcessUsage Of(int pid)
    {
        // The command's name stands in brackets and may hold blanks; the fields are counted from behind it.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);

        var status = File.ReadAllLines($"/proc/{pid}/status");
        return new(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), Megabytes(status, "VmRSS:"),
            Megabytes(status, "RssAnon:") + Megabytes(status, "RssShmem:"));
    }

    /// <summary>What all processes together have used of all cores since the machine's start.</summary>
    public static TimeSpan OfEverything()
    {
        // user nice system idle iowait irq softirq …; idle and iowait are the ones in which nobody works.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromSeconds((double)(fields[..8].Sum() - fields[3] - fields[4]) / TicksPerSecond);
    }

    private static double Megabytes(string[] status, string field)
    {
        var line = Array.Find(status, line => line.StartsWith(field, StringComparison.Ordinal))
            ?? throw new BenchException($"The kernel does not tell {field}");
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
