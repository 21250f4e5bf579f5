using System.Globalization;

namespace XelaConnect.Bench.Processes;

/// <summary>What a whole process has used, as the kernel counts it.</summary>
internal readonly record struct ProcessUsage(TimeSpan Cpu, double ResidentMegabytes, double PrivateMegabytes)
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
        return new(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), Megabytes(status, "VmRSS:"), Megabytes(status, "RssAnon:"));
    }

    private static double Megabytes(string[] status, string field)
    {
        var line = Array.Find(status, line => line.StartsWith(field, StringComparison.Ordinal))
            ?? throw new BenchException($"The kernel does not tell {field}");
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
