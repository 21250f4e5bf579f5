namespace XelaConnect.Bench.Processes;

/// <summary>PostgreSQL, silos and API hosts as processes of their own on this machine.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly TempDirectory directory;
    private readonly PrivatePostgres postgres;
    private readonly List<WebProcess> silos = [];
    private readonly List<WebProcess> hosts = [];

    private BenchCluster(TempDirectory directory, PrivatePostgres postgres) => (this.directory, this.postgres) = (directory, postgres);

    public IReadOnlyList<WebProcess> Silos => silos;

    public IReadOnlyList<WebProcess> Hosts => hosts;

    /// <summary>Processor time of silos and API hosts together; PostgreSQL's is not in it.</summary>
    public TimeSpan Cpu => new(silos.Concat(hosts).Sum(process => process.Usage.Cpu.Ticks));

    public static async Task<BenchCluster> StartAsync(Bench bench, int silos, int hosts)
    {
        Report.Progress($"starting {silos} silos and {hosts} API hosts");
        var postgres = await bench.StartPostgresAsync();
        var cluster = new BenchCluster(bench.NewDirectory(), postgres);
        try
        {
            for (var i = 0; i < silos; i++)
                cluster.silos.Add(await bench.StartSiloAsync(cluster.directory, postgres.ConnectionString));
            for (var i = 0; i < hosts; i++)
                cluster.hosts.Add(await bench.StartClientAsync(cluster.directory, postgres.ConnectionString));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in hosts.Concat(silos))
            await process.DisposeAsync();
        await postgres.DisposeAsync();
        directory.Dispose();
    }
}
