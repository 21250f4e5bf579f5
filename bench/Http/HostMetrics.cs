using System.Globalization;

namespace XelaConnect.Bench.Http;

/// <summary>What a host counts of itself, from <c>/metrics</c>.</summary>
internal sealed class HostMetrics(int port, CancellationToken cancellation) : IDisposable
{
    private readonly HttpClient http = new();

    /// <summary>Reads the sums over all labels. What Orleans counts, it counts from the first reading on.</summary>
    public async Task<Counts> ReadAsync()
    {
        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), cancellation);
        return new Counts(
            Sum("orleans_app_requests_latency_milliseconds_count"), Sum("xela_kernel_commands_total"),
            Sum("xela_kernel_commits_total"), Sum("xela_kernel_events_total"));

        double Sum(string name) => text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ('{' or ' '))
            .Sum(static line => double.Parse(line[(line.LastIndexOf("} ", StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0],
                CultureInfo.InvariantCulture));
    }

    public void Dispose() => http.Dispose();

    /// <param name="Calls">Grain calls.</param>
    /// <param name="Commands">Commands that were decided.</param>
    /// <param name="Commits">Commits of grains, each for one or more commands.</param>
    /// <param name="Events">Events that were stored.</param>
    internal sealed record Counts(double Calls, double Commands, double Commits, double Events)
    {
        public static Counts operator -(Counts after, Counts before) => new(
            after.Calls - before.Calls, after.Commands - before.Commands, after.Commits - before.Commits, after.Events - before.Events);
    }
}
