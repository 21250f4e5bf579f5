using System.Collections.Concurrent;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>The people and circles of one round: founders who watch, and others who come, post and go.</summary>
internal sealed class Simulation : IAsyncDisposable
{
    private const int Founders = 6;
    private const int CirclesEach = 3;
    private const int Lives = 6;

    private readonly CancellationTokenSource loadOver = new();
    private readonly CancellationTokenSource watchingOver = new();
    private readonly List<Task> running = [];
    private readonly ConcurrentQueue<Task> attended = new();
    private readonly List<Task> watching = [];

    private Simulation(XelaCluster cluster) => (Cluster, Ledger) = (cluster, new Ledger(cluster));

    public XelaCluster Cluster { get; }

    public Ledger Ledger { get; }

    public ConcurrentQueue<SimulatedPerson> People { get; } = new();

    /// <summary>Each has three founders as members, who never leave.</summary>
    public List<string> Circles { get; } = [];

    public List<Watcher> Watchers { get; } = [];

    /// <summary>Makes the circles, and has each watched at both hosts.</summary>
    public static async Task<Simulation> FoundAsync(XelaCluster cluster, Random random)
    {
        var simulation = new Simulation(cluster);
        using var patience = new CancellationTokenSource(Until.Patience);
        var founders = Enumerable.Range(0, Founders).Select(i => new SimulatedPerson($"Founder {i}")).ToArray();
        foreach (var founder in founders)
        {
            simulation.People.Enqueue(founder);
            await simulation.Ledger.InsistAsync(new SignUp(founder), cluster.Hosts[0], patience.Token);
            var founding = new CreateCircle(founder, $"Circle {Guid.NewGuid():N}");
            await simulation.Ledger.InsistAsync(founding, cluster.Hosts[1], patience.Token);
            simulation.Circles.Add(founding.Circle.ShouldNotBeNull(string.Join('\n', simulation.Ledger.Wrongs)));
        }
        for (var i = 0; i < Founders; i++)
            for (var next = 1; next < CirclesEach; next++)
                await simulation.Ledger.InsistAsync(
                    new ChangeMembership(founders[i], simulation.Circles[(i + next) % Founders], into: true), cluster.Hosts[0],
                    patience.Token);
        for (var i = 0; i < Founders; i++)
            for (var host = 0; host < cluster.Hosts.Count; host++)
                simulation.Watchers.Add(
                    new Watcher(
                    simulation, simulation.FounderOf(i, host), simulation.Circles[i], cluster.Hosts[host], new Random(random.Next())));
        simulation.Begin(random);
        return simulation;
    }

    /// <summary>One of the founders who are in a circle.</summary>
    public SimulatedPerson FounderOf(int circle, int which) => People.ElementAt((circle - which % CirclesEach + Founders) % Founders);

    /// <summary>Waits until this many more operations are acknowledged.</summary>
    public async Task FlowingAsync(int more)
    {
        var before = Ledger.Acknowledged;
        await Until.TrueAsync(() => Ledger.Acknowledged >= before + more
            || running.Exists(life => life.IsFaulted), () => $"{Ledger.Acknowledged - before} of {more} operations went through.");
    }

    /// <summary>Something that belongs to the load and ends by itself.</summary>
    public void Attend(Task task) => attended.Enqueue(task);

    /// <summary>Ends the load. What is under way gets its answer; the watchers go on, each where they are.</summary>
    public async Task EndLoadAsync()
    {
        foreach (var watcher in Watchers) watcher.Stays = true;
        await loadOver.CancelAsync();
        await Task.WhenAll(running.Concat(attended));
    }

    public async Task EndWatchingAsync()
    {
        await watchingOver.CancelAsync();
        await Task.WhenAll(watching);
    }

    public async ValueTask DisposeAsync()
    {
        await EndLoadAsync();
        await EndWatchingAsync();
        foreach (var somebody in People) await somebody.DisposeAsync();
        loadOver.Dispose();
        watchingOver.Dispose();
    }

    private void Begin(Random random)
    {
        watching.AddRange(Watchers.Select(watcher => Task.Run(() => watcher.RunAsync(watchingOver.Token))));
        for (var i = 0; i < Lives; i++)
        {
            var life = new PersonSimulation(this, new Random(random.Next()));
            running.Add(Task.Run(() => life.RunAsync(loadOver.Token)));
        }
    }
}
