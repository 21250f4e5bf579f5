using System.Diagnostics;
using System.Globalization;
using Shouldly;
using XelaConnect.Cluster.Tests.Load;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>What a scenario does to the cluster in one round, while the load goes on.</summary>
internal sealed class Round(Simulation simulation, Random random, List<TimeSpan> recoveries, Action<string> note)
{
    public XelaCluster Cluster => simulation.Cluster;

    public Simulation Simulation => simulation;

    /// <summary>One of them, by chance.</summary>
    public Node OneOf(IReadOnlyList<Node> nodes) => nodes[random.Next(nodes.Count)];

    /// <summary>Says in the test's output what has happened, and when.</summary>
    public void Note(string what) => note(what);

    /// <summary>Waits until every circle carries out a command, and notes how long that took for each.</summary>
    public async Task RecoveredAsync(Stopwatch since)
    {
        var times = await Recovery.MeasureAsync(simulation, since);
        recoveries.AddRange(times);
        Note($"answers again, circle by circle: "
            + $"{string.Join(", ", times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")))}");
    }
}

/// <summary>
/// Load, a disturbance, and the reckoning. <c>ROUNDS</c> in the environment says how often, once otherwise; <c>SEED</c> repeats a run's
/// choices; a line of figures goes to the file that <c>CLUSTER_REPORT</c> names, if it names one.
/// </summary>
internal sealed class Scenario(Func<Task<XelaCluster>> healthy, ITestOutputHelper output, string name)
{
    /// <summary>A circle that answers within this has not noticed.</summary>
    private static readonly TimeSpan Undisturbed = TimeSpan.FromSeconds(1);

    private const int MostFindings = 20;

    private readonly List<Ledger> ledgers = [];
    private readonly List<TimeSpan> recoveries = [];

    public async Task RunAsync(Func<Round, Task> disturb)
    {
        output.WriteLine($"{name}: seed {Rounds.Seed}");
        var random = new Random(Rounds.Seed);
        for (var round = 0; round < Rounds.Count; round++) await RunAsync(disturb, random);
        Report(Rounds.Count);
    }

    private async Task RunAsync(Func<Round, Task> disturb, Random random)
    {
        var clock = Stopwatch.StartNew();
        var cluster = await healthy();
        try
        {
            await using var simulation = await Simulation.FoundAsync(cluster, random);
            ledgers.Add(simulation.Ledger);
            await simulation.FlowingAsync(150);
            Note("the load flows");
            await disturb(new Round(simulation, random, recoveries, Note));
            await cluster.HealAsync();
            Note("whole again");
            await simulation.FlowingAsync(100);
            await simulation.EndLoadAsync();
            Note($"{simulation.Ledger.Operations.Count} operations of {simulation.People.Count} people, "
                + $"{simulation.Watchers.Sum(w => w.Connections)} connections of {simulation.Watchers.Count} watchers");
            await new Reconciliation(simulation, random).RunAsync();
            await simulation.EndWatchingAsync();
            Note($"reconciled; the longest wait for an answer was "
                + $"{simulation.Ledger.LongestWait.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: "
                + $"{simulation.Ledger.LongestWait.For}");
            if (simulation.Ledger.Wrongs.Count > 0) Fail(simulation.Ledger.Wrongs, cluster);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            Fail([.. ledgers.LastOrDefault()?.Wrongs ?? [], e.ToString()], cluster);
        }

        void Note(string what) => output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0.0} s  {what}"));
    }

    private void Fail(IReadOnlyCollection<string> wrongs, XelaCluster cluster)
    {
        Report(ledgers.Count);
        output.WriteLine(cluster.LastLines());
        throw new ShouldAssertException($"{name}: {wrongs.Count} findings:\n{string.Join('\n', wrongs.Take(MostFindings))}");
    }

    private void Report(int rounds)
    {
        var operations = ledgers.SelectMany(ledger => ledger.Operations).ToList();
        var (acknowledged, refused, unknown) =
            (operations.Count(o => o.OperationStatus == OperationStatus.Acknowledged),
                operations.Count(o => o.OperationStatus == OperationStatus.Refused), operations.Count(o => o.WasUnknown));
        var (lost, doubled) = (ledgers.Sum(ledger => ledger.Lost), ledgers.Sum(ledger => ledger.Doubled));
        var sorted = recoveries.Order().ToList();
        var (most, median) = sorted.Count == 0 ? (0, 0) : (sorted[^1].TotalSeconds, sorted[sorted.Count / 2].TotalSeconds);
        var undisturbed = sorted.Count(time => time < Undisturbed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {rounds} rounds, {acknowledged} acknowledged, {refused} refused, {unknown} at some time unknown, {lost} lost, "
            + $"{doubled} doubled; circles answered again after {most:0.0} s at most, {median:0.0} s median, {undisturbed} of "
            + $"{sorted.Count} within {Undisturbed.TotalSeconds} s"));
        if (Environment.GetEnvironmentVariable("CLUSTER_REPORT") is not { Length: > 0 } file) return;
        if (!File.Exists(file))
            File.WriteAllText(
                file, "scenario,rounds,acknowledged,refused,unknown,lost,doubled,recovery_max_s,recovery_median_s,undisturbed,measured\n");
        File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture,
            $"{name},{rounds},{acknowledged},{refused},{unknown},{lost},{doubled},"
            + $"{most:0.00},{median:0.00},{undisturbed},{sorted.Count}\n"));
    }
}
