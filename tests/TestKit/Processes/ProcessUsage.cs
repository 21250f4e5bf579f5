using System.Globalization;

namespace XelaConnect.TestKit.Processes;

/// <summary>What a whole process has used, as the kernel counts it; its own memory is that which no file backs.</summary>
public readonly record struct ProcessUsage(TimeSpan Cpu, long ResidentBytes, long OwnBytes)
{
    // USER_HZ, which Linux has fixed at 100 for everything it shows to programs.
    private const int TicksPerSecond = 100;

    public double ResidentMegabytes => ResidentBytes / 1e6;

    public double OwnMegabytes => OwnBytes / 1e6;

    public static ProcessUsage Of(int pid)
    {
        // The command's name stands in brackets and may hold blanks; the fields are counted from behind it.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);

        var status = File.ReadAllLines($"/proc/{pid}/status");
        return new(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), Bytes(status, "VmRSS:"),
            Bytes(status, "RssAnon:") + Bytes(status, "RssShmem:"));
    }

    /// <summary>What all processes together have used of all cores since the machine's start.</summary>
    public static TimeSpan OfEverything()
    {
        // user nice system idle iowait irq softirq …; idle and iowait are the ones in which nothing runs.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromSeconds((double)(fields[..8].Sum() - fields[3] - fields[4]) / TicksPerSecond);
    }

    /// <summary>The command lines of all processes that run now.</summary>
    public static IEnumerable<string> CommandLines() => Directory.GetDirectories("/proc").Select(CommandLine)
        .Where(line => line.Length > 0);

    private static string CommandLine(string process)
    {
        try { return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' '); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }

    private static long Bytes(string[] status, string field)
    {
        var line = Array.Find(status, line => line.StartsWith(field, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"/proc/…/status has no {field}");
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
