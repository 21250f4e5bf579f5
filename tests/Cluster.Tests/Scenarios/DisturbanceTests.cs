using System.Diagnostics;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// What may happen to a cluster, and afterwards: every acknowledged write is there, none twice, and watchers have missed nothing.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class DisturbanceTests(SharedCluster shared, ITestOutputHelper output)
{
    /// <summary>A silo that was declared dead finds out and ends within this.</summary>
    private static readonly TimeSpan FindsOut = TimeSpan.FromSeconds(60);

    /// <summary>The others declare a frozen silo dead within this: three missed probes, two seconds apart, and the votes.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Stops => Rounds.Rows("fast", "immediate");

    public static TheoryData<bool> WithPostgres => Rounds.Rows(false, true);

    [ClusterFact]
    public Task Killed_silo_under_load_loses_nothing() => RunAsync("silo killed", async round =>
    {
        var silo = round.OneOf(round.Cluster.Silos);
        var clock = Stopwatch.StartNew();
        await silo.KillAsync();
        round.Note($"{silo} is killed");
        await round.RecoveredAsync(clock);
        silo.Start();
    });

    [ClusterFact]
    public Task Killed_host_with_watchers_loses_nothing() => RunAsync("API host killed", async round =>
    {
        var host = round.OneOf(round.Cluster.Hosts);
        var clock = Stopwatch.StartNew();
        await host.KillAsync();
        round.Note($"{host} is killed");
        await round.RecoveredAsync(clock);
        await round.Simulation.FlowingAsync(50);
        host.Start();
    });

    [ClusterTheory]
    [MemberData(nameof(Stops))]
    public Task PostgreSQL_outage_loses_nothing(string mode) => RunAsync($"PostgreSQL stopped ({mode})", async round =>
    {
        await round.Cluster.Postgres.StopServerAsync(mode);
        round.Note("PostgreSQL is away");
        await Task.Delay(Rounds.Outage);
        await round.Cluster.Postgres.StartServerAsync();
        round.Note("PostgreSQL is back");
        await round.RecoveredAsync(Stopwatch.StartNew());
    });

    [ClusterFact]
    public Task Silo_resumed_after_being_declared_dead_loses_nothing() => RunAsync("silo paused", async round =>
    {
        var silo = round.OneOf(round.Cluster.Silos);
        var clock = Stopwatch.StartNew();
        var active = await round.Cluster.ActiveSilosAsync();
        silo.Pause();
        round.Note($"{silo} is paused");
        await Until.TrueAsync(async () => await round.Cluster.ActiveSilosAsync() < active);
        round.Note("the others have moved on");
        clock.Elapsed.ShouldBeLessThan(Noticed);
        // Every circle answers again: the other silo has taken over what was here.
        await round.RecoveredAsync(clock);
        silo.Resume();
        await silo.EndedAsync(FindsOut);
        round.Note($"{silo} went on, found itself dead, and has ended");
    });

    [ClusterFact]
    public Task Rolling_restart_loses_nothing() => RunAsync("rolling restart", async round =>
    {
        foreach (var node in Rounds.Short
            ? [round.OneOf(round.Cluster.Silos), round.OneOf(round.Cluster.Hosts)]
            : round.Cluster.Nodes.ToList())
        {
            var clock = Stopwatch.StartNew();
            await node.ShutDownAsync();
            round.Note($"{node} has shut down");
            await round.RecoveredAsync(clock);
            node.Start();
            await node.ReadyAsync();
            round.Note($"{node} is ready");
        }
    });

    [ClusterTheory]
    [MemberData(nameof(WithPostgres))]
    public Task Killed_and_restarted_cluster_loses_nothing(bool withPostgres) =>
        RunAsync(withPostgres ? "everything killed, PostgreSQL too" : "everything killed", async round =>
    {
        await Task.WhenAll(round.Cluster.Nodes.Select(node => node.KillAsync()));
        if (withPostgres) await round.Cluster.Postgres.CrashAndRestartAsync();
        var clock = Stopwatch.StartNew();
        foreach (var node in round.Cluster.Nodes) node.Start();
        round.Note("everything was killed and is started");
        await round.RecoveredAsync(clock);
    });

    private Task RunAsync(string name, Func<Round, Task> disturb) => new Scenario(shared.HealthyAsync, output, name).RunAsync(disturb);
}
