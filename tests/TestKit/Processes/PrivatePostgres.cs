using System.Globalization;
using Npgsql;

namespace XelaConnect.TestKit.Processes;

/// <summary>How a private PostgreSQL is started.</summary>
/// <param name="Binaries">The directory of <c>initdb</c> and <c>pg_ctl</c>; the newest version installed by default.</param>
/// <param name="Parent">Where its directory is made.</param>
/// <param name="OverTcp">Listens on a loopback port, as a server on another machine would, and not on a socket in its directory.</param>
public sealed record PostgresOptions(string? Binaries = null, string? Parent = null, bool OverTcp = false);

/// <summary>
/// A PostgreSQL server from the system's binaries, in a new directory, with its default durability (fsync on, synchronous_commit on). Both
/// are removed at the end.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string NotInstalled = "PostgreSQL (initdb, pg_ctl) is not installed.";
    private static readonly Lazy<string?> Installed = new(FindBinaries);

    private readonly string binaries;
    private readonly TempDirectory directory;
    private readonly int? port;
    private int databases;
    private bool isRunning;

    private PrivatePostgres(string binaries, TempDirectory directory, int? port)
    {
        (this.binaries, this.directory, this.port) = (binaries, directory, port);
        Leftovers.AddServer(this, () => DisposeAsync().AsTask().GetAwaiter().GetResult());
    }

    /// <summary>Why tests that need it are skipped, or null. On CI nothing is skipped: without the binaries they fail.</summary>
    public static string? SkipReason => Installed.Value is null && Environment.GetEnvironmentVariable("CI") != "true" ? NotInstalled : null;

    /// <summary>Of the database that every new server has.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    private string Data => directory.File("data");

    /// <summary>Starts a server.</summary>
    public static async Task<PrivatePostgres> StartAsync(PostgresOptions? options = null)
    {
        options ??= new PostgresOptions();
        var binaries = options.Binaries ?? Installed.Value ?? throw new InvalidOperationException(NotInstalled);
        var server = new PrivatePostgres(
            binaries, new TempDirectory("xela-pg-", options.Parent), options.OverTcp ? FreePorts.Take() : null);
        try
        {
            if (Environment.IsPrivilegedProcess) await ChildProcess.RequireAsync("chown", ["postgres", server.directory.Path], "/");
            await server.RunAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
            await server.StartServerAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty database, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionStringOf(name);
    }

    /// <summary>Ends the server without a checkpoint, as a power cut would, and starts it again: it recovers from its log.</summary>
    public async Task CrashAndRestartAsync()
    {
        await StopServerAsync("immediate");
        await StartServerAsync();
    }

    /// <summary>Ends the server.</summary>
    /// <param name="mode">fast: connections are ended and all is written; immediate: as a power cut would.</param>
    public async Task StopServerAsync(string mode)
    {
        await RunAsync("pg_ctl", "-D", Data, "-m", mode, "-w", "stop");
        isRunning = false;
    }

    /// <summary>Starts the server on the data that is there.</summary>
    public async Task StartServerAsync()
    {
        var listen = port is null
            ? $"-k {directory.Path} -c listen_addresses=''"
            : $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        await RunAsync("pg_ctl", "-D", Data, "-l", directory.File("log"), "-o", listen, "-w", "start");
        isRunning = true;
    }

    public async ValueTask DisposeAsync()
    {
        Leftovers.ServerGone(this);
        if (isRunning) await StopServerAsync("immediate");
        directory.Dispose();
    }

    private string ConnectionStringOf(string database) =>
        (port is null ? $"Host={directory.Path}" : $"Host=127.0.0.1;Port={port}") + $";Username=postgres;Database={database}";

    // PostgreSQL refuses to run as root.
    private Task RunAsync(string binary, params string[] arguments)
    {
        var path = Path.Combine(binaries, binary);
        return Environment.IsPrivilegedProcess
            ? ChildProcess.RequireAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], "/")
            : ChildProcess.RequireAsync(path, arguments, "/");
    }

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.OrderByDescending(NumberOf).Select(version => Path.Combine(version, "bin")).Concat(onPath)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

        static int NumberOf(string version) => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }
}
