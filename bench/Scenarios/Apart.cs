using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>A cluster beside the embedded host: the same read, posts through two API hosts, and watchers on two API hosts.</summary>
internal static class Apart
{
    private const double TargetShare = 0.50;
    private const double TargetRate = 2500;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        await bench.BuildSiloAsync();
        await ReadsAsync(bench);
        await PostsAsync(bench);
        await LiveAsync(bench.With(("watchers", "1000"), ("rate", "5")));
    }

    /// <summary>One silo and one API host, against both in one process: what the network between them costs.</summary>
    private static async Task ReadsAsync(Bench bench)
    {
        var connections = bench.Options.Number("connections", 64);
        using var directory = bench.NewDirectory();
        await using var postgres = await bench.StartPostgresAsync();
        await using var embedded = await bench.StartHostAsync(directory, postgres.ConnectionString);
        await using var cluster = await BenchCluster.StartAsync(bench, silos: 1, hosts: 1);
        var users = new Dictionary<WebProcess, IReadOnlyList<BenchUser>>();
        foreach (var host in new[] { embedded, cluster.Hosts[0] })
        {
            using var api = new HostApi(host.Address, bench.Cancellation);
            users[host] = await api.SignUpAsync(connections);
        }

        using var asked = new HostApi(embedded.Address, bench.Cancellation);
        var (body, _) = await asked.BytesAsync(Me.MePath, users[embedded][0]);
        List<Comparison> results = [];
        foreach (var sessions in new[] { 1, connections })
        {
            Report.Progress($"{Me.MePath} with {sessions} session(s), embedded and apart");
            results.Add(await Comparison.RunAsync(bench, $"{sessions}", embedded, cluster.Hosts[0],
                server => [.. Enumerable.Range(0, connections).Select(i => RequestBytes.Get(
                    server, Me.MePath, users[server.Equals(embedded.Address) ? embedded : cluster.Hosts[0]][i % sessions].Token))]));
        }

        bench.Report.Heading($"Authenticated read (`GET {Me.MePath}`): API host and silo apart beside embedded, postgres");
        Me.WriteTable(bench, results, "sessions", "apart", body.Length, connections, "embedded");
        bench.Report.Line("The processor time of `apart` is that of the API host only; \"other processes\" is mostly the silo. "
            + $"Target: at least {TargetShare.Percent()} of embedded: {results.TrueForAll(r => r.Ratio >= TargetShare).Verdict()}.");
    }

    /// <summary>Two silos, two API hosts, half of the clients on each, one circle.</summary>
    private static async Task PostsAsync(Bench bench)
    {
        await using var cluster = await BenchCluster.StartAsync(bench, silos: 2, hosts: 2);
        using var api = new HostApi(cluster.Hosts[0].Address, bench.Cancellation);
        var users = await api.SignUpAsync(bench.Options.Number("clients", 64));
        var circle = await api.CircleOfAsync(users, "Bench posts");
        var halves = users.Chunk((users.Count + 1) / 2).ToArray();

        Report.Progress($"posts by {users.Count} clients through two API hosts into one circle");
        var posted = (await LoadAsync(bench, cluster, circle, halves, bench.Options.Seconds("warmup", 30))).Sum(load => load.Count);
        List<(double Rate, Histogram Latency, double Cpu)> rounds = [];
        for (var i = 0; i < Math.Max(1, bench.Options.Number("rounds", 3)); i++)
        {
            var before = cluster.Cpu;
            var loads = await LoadAsync(bench, cluster, circle, halves, bench.Options.Seconds("seconds", 6));
            var (count, latency) = (loads.Sum(load => load.Count), new Histogram());
            foreach (var load in loads)
                latency.Add(load.Latency);
            rounds.Add((loads.Sum(load => load.Rate), latency, (cluster.Cpu - before).TotalMicroseconds / count));
            posted += count;
        }

        bench.Report.Heading($"Durable circle posts through 2 API hosts and 2 silos, postgres, {users.Count} clients, one circle");
        bench.Report.Table(["", "posts/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "silos' and hosts' CPU µs/post"],
            rounds.Select(
                (r, i) =>
                new[] { $"round {i + 1}", r.Rate.Whole(), r.Latency.Ms(50), r.Latency.Ms(95), r.Latency.Ms(99), r.Latency.Ms(100),
                    r.Cpu.Whole() }));
        var rate = rounds.Select(r => r.Rate).Median();
        var stored = await api.LastSeqAsync(circle, users[0]);
        if (stored != posted)
            throw new BenchException($"{posted} posts were acknowledged, but {stored} are there.");
        bench.Report.Line(
            $"Median {rate.Whole()} posts/s; all {posted.Whole()} acknowledged posts are there. Target: at least {TargetRate.Whole()} "
            + $"posts/s: {(rate >= TargetRate).Verdict()}.");
    }

    private static Task<LoadResult[]> LoadAsync(
        Bench bench, BenchCluster cluster, string circle, BenchUser[][] halves, TimeSpan duration) =>
        Task.WhenAll(halves.Select((half, i) => HttpLoad.RunAsync(
            cluster.Hosts[i].Address, Posts.Requests(bench, cluster.Hosts[i], circle, half), new(duration), bench.Cancellation)));

    private static async Task LiveAsync(Bench bench)
    {
        await using var cluster = await BenchCluster.StartAsync(bench, silos: 2, hosts: 2);
        await LiveDelivery.MeasureAsync(bench, cluster.Hosts, () => cluster.Cpu, "two API hosts, two silos, postgres", new(20, 80));
    }
}
