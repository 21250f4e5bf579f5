namespace XelaConnect.Bench.Processes;

/// <summary>PostgreSQL, silos and API hosts as processes of their own on this machine.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly PrivatePostgres _postgres;
    private readonly List<WebProcess> _silos = [];
    private readonly List<WebProcess> _hosts = [];

    private BenchCluster(TempDirectory directory, PrivatePostgres postgres) => (_directory, _postgres) = (directory, postgres);

    public IReadOnlyList<WebProcess> Silos => _silos;

    public IReadOnlyList<WebProcess> Hosts => _hosts;

    /// <summary>Processor time of silos and API hosts together; PostgreSQL's is not in it.</summary>
    public TimeSpan Cpu => new(_silos.Concat(_hosts).Sum(process => process.Usage.Cpu.Ticks));

    public static async Task<BenchCluster> StartAsync(Bench bench, int silos, int hosts)
    {
        Report.Progress($"starting {silos} silos and {hosts} API hosts");
        var postgres = await bench.StartPostgresAsync();
        var cluster = new BenchCluster(bench.NewDirectory(), postgres);
        try
        {
            for (var i = 0; i < silos; i++)
                cluster._silos.Add(await bench.StartSiloAsync(cluster._directory, postgres.ConnectionString));
            for (var i = 0; i < hosts; i++)
                cluster._hosts.Add(await bench.StartClientAsync(cluster._directory, postgres.ConnectionString));
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
        foreach (var process in _hosts.Concat(_silos))
            await process.DisposeAsync();
        await _postgres.DisposeAsync();
        _directory.Dispose();
    }
}
