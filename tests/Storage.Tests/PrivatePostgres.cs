using System.Diagnostics;
using Npgsql;

namespace XelaConnect.Tests;

/// <summary>A PostgreSQL server of the tests' own, from the system's binaries, in a fresh directory, reached over a socket in it. Nothing of it is left behind.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly Lazy<string?> FoundBinaries = new(FindBinaries);
    private readonly string root;
    private int databases;
    private bool running;

    private PrivatePostgres(string root)
    {
        this.root = root;
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    /// <summary>Why tests that need it are skipped, or null. On CI nothing is skipped: without the binaries they fail.</summary>
    public static string? SkipReason =>
        FoundBinaries.Value is null && Environment.GetEnvironmentVariable("CI") != "true" ? "PostgreSQL (initdb, pg_ctl) is not installed." : null;

    /// <summary>Starts a server with its default durability: fsync on, synchronous_commit on.</summary>
    public static async Task<PrivatePostgres> StartAsync()
    {
        var root = Directory.CreateTempSubdirectory("xela-pg-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", root);
        await RunAsServerAsync("initdb", "-D", Path.Combine(root, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        var server = new PrivatePostgres(root);
        await server.StartServerAsync();
        return server;
    }

    /// <summary>A new, empty database: its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
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
        await RunAsServerAsync("pg_ctl", "-D", Path.Combine(root, "data"), "-m", mode, "-w", "stop");
        running = false;
    }

    /// <summary>Starts the server on what it holds.</summary>
    public async Task StartServerAsync()
    {
        await RunAsServerAsync("pg_ctl", "-D", Path.Combine(root, "data"), "-l", Path.Combine(root, "log"), "-o", $"-k {root} -c listen_addresses=''", "-w", "start");
        running = true;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        if (running) await StopServerAsync("immediate");
        Directory.Delete(root, recursive: true);
    }

    private string ConnectionString(string database) => $"Host={root};Username=postgres;Database={database}";

    private void StopAtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.OrderDescending().Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    // PostgreSQL refuses to run as root.
    private static Task RunAsServerAsync(string binary, params string[] arguments)
    {
        var path = Path.Combine(FoundBinaries.Value ?? throw new InvalidOperationException("PostgreSQL (initdb, pg_ctl) is not installed."), binary);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // Output goes to a pipe only for what ends by itself; the server that pg_ctl leaves running writes to its log file.
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}: {await errors} {await output}");
    }
}
