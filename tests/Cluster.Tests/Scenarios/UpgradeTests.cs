using System.Diagnostics;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// A cluster of the previous release becomes one of this build, process by process, while it is used (ADR 0058). It has a cluster of its
/// own, and runs beside the other scenarios: all of them wait more than they compute.
/// </summary>
public sealed class UpgradeTests(ITestOutputHelper output)
{
    /// <summary>No operation may fail or wait for longer, however often it is repeated.</summary>
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(15);

    [UpgradeFact]
    public async Task Rolling_upgrade_from_the_previous_release_loses_nothing()
    {
        await using var cluster = await XelaCluster.StartAsync(await PreviousRelease.BuildAsync());

        await new Scenario(() => Task.FromResult(cluster), output, "rolling upgrade").RunAsync(async round =>
        {
            // Silos first: they serve hosts of the previous release, and new hosts call what only new silos have.
            foreach (var node in cluster.Nodes)
            {
                var clock = Stopwatch.StartNew();
                await node.ShutDownAsync();
                node.Programs = AppContext.BaseDirectory;
                node.Start();
                await round.RecoveredAsync(clock);
                await node.ReadyAsync();
                round.Note($"{node} is upgraded");
                // Both versions work side by side.
                await round.Simulation.FlowingAsync(100);
            }
            var (outage, operation) = round.Simulation.Ledger.LongestOutage;
            round.Note($"the longest outage: {outage.TotalSeconds:0.0} s for {operation}");
            outage.ShouldBeLessThan(LongestOutage);
        });
    }
}
