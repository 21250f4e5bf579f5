using System.Diagnostics;

namespace XelaConnect.Bench.Processes;

/// <summary>
/// A private PostgreSQL from the system's binaries: fresh, on a free loopback port, with the settings it ships with
/// (so every commit is synced), gone at the end.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempDirectory _directory;
    private readonly ChildProcess _process;
    private readonly int _port;

    private PostgresCluster(TempDirectory directory, ChildProcess process, int port) =>
        (_directory, _process, _port) = (directory, process, port);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    public static async Task<PostgresCluster> StartAsync(string? binaries, string parent, CancellationToken cancellation)
    {
        var bin = binaries ?? NewestInstalled();
        var directory = new TempDirectory(parent);
        try
        {
            // PostgreSQL refuses to run as root, and its own user must own the directory.
            if (Native.IsRoot)
                await ChildProcess.RunAsync("chown", directory.File("log"), ["chown", "-R", "postgres:", directory.Path], cancellation);
            var log = directory.File("log");
            await ChildProcess.RunAsync("initdb", log,
                AsPostgres(Path.Combine(bin, "initdb"), "-D", directory.File("data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"),
                cancellation);

            var port = FreePort.Take(1)[0];
            // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
            var process = ChildProcess.Start("PostgreSQL", log,
                AsPostgres(Path.Combine(bin, "postgres"), "-D", directory.File("data"), "-p", $"{port}",
                    "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
                endSignal: Native.SigInt);
            var cluster = new PostgresCluster(directory, process, port);
            try
            {
                await cluster.WaitUntilReadyAsync(bin, cancellation);
                return cluster;
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private async Task WaitUntilReadyAsync(string bin, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await ChildProcess.RunAsync("pg_isready", _directory.File("log"),
                    [Path.Combine(bin, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", $"{_port}"], cancellation);
                return;
            }
            catch (BenchException) when (!_process.HasExited && Stopwatch.GetElapsedTime(begin) < Patience)
            {
                await Task.Delay(100, cancellation);
            }
        }
    }

    private static string[] AsPostgres(params string[] command) =>
        Native.IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;

    private static string NewestInstalled()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var candidates = versions
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        return candidates.FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            ?? throw new BenchException("PostgreSQL's binaries were not found; name their directory with --pg-bin.");
    }
}
