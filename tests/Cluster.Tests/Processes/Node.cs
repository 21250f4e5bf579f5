using System.Net;
using Shouldly;

namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>A silo or an API host: a process that can be killed, paused, shut down and started again at the same address.</summary>
internal sealed class Node(string name, string assembly, IReadOnlyDictionary<string, string?> settings) : IApiServer, IAsyncDisposable
{
    /// <summary>What a graceful shutdown may take.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Of a line with a whole stack in it, so much says what it is about; all of it goes to the directory that <c>CLUSTER_LOGS</c> names,
    /// if it names one.
    /// </summary>
    private const int LongestLine = 400;

    private readonly TempDirectory directory = new("xela-node-");
    private readonly LastLines lastLines = new(40);
    private readonly string? log = Environment.GetEnvironmentVariable("CLUSTER_LOGS") is { Length: > 0 } logs
        ? Path.Combine(logs, $"{name}.log")
        : null;
    private ChildProcess? process;

    public string Name { get; } = name;

    /// <summary>The directory of the program that the next start runs; by default what lies beside the tests.</summary>
    public string Programs { get; set; } = AppContext.BaseDirectory;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Take()}");

    public bool IsRunning => process is { HasExited: false };

    /// <summary>Starts it, and does not wait for it.</summary>
    public void Start()
    {
        Receive($"--- {Name} starts");
        process = ChildProcess.StartWeb(
            Path.Combine(Programs, assembly), directory.Path, Address.OriginalString, settings, Receive);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        try
        {
            await Until.TrueAsync(async () => !IsRunning || await HealthAsync("ready") == HttpStatusCode.OK);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{Name} is not ready. Its last lines:\n{lastLines}", e);
        }
        if (!IsRunning) throw new InvalidOperationException($"{Name} ended before it was ready. Its last lines:\n{lastLines}");
    }

    /// <summary>The status of <c>/health/live</c> or <c>/health/ready</c>; null without a response.</summary>
    public async Task<HttpStatusCode?> HealthAsync(string which)
    {
        try { return (await HealthReplyAsync(which)).Status; }
        catch (HttpRequestException) { return null; }
    }

    /// <summary>The status word of <c>/health/ready</c>: ready, waiting, joining or draining; null without a response.</summary>
    public async Task<string?> StatusAsync()
    {
        try { return (await HealthReplyAsync("ready")).Json.GetProperty("status").GetString(); }
        catch (HttpRequestException) { return null; }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        await process.KillAsync();
        process = null;
    }

    /// <summary>SIGTERM: it finishes what it has begun and ends by itself, with exit code 0, within the grace it is given.</summary>
    public async Task ShutDownAsync()
    {
        process!.Send(Signals.Terminate);
        var code = await EndedAsync(Grace);
        code.ShouldBe(0, $"{Name}, last lines:\n{lastLines}");
    }

    /// <summary>Waits until it has ended, whyever.</summary>
    public async Task<int> EndedAsync(TimeSpan within)
    {
        try { return await process!.WaitForExitAsync().WaitAsync(within); }
        catch (TimeoutException e) {
            throw new TimeoutException($"{Name} did not end within {within.TotalSeconds} s. Its last lines:\n{lastLines}", e); }
    }

    /// <summary>SIGSTOP: it is there, and does nothing at all.</summary>
    public void Pause() => process!.Send(Signals.Stop);

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Resume() => process!.Send(Signals.Continue);

    public string LastLines() => $"{Name}:\n{lastLines}";

    public override string ToString() => Name;

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        directory.Dispose();
    }

    private void Receive(string line)
    {
        lastLines.Add(line.Length <= LongestLine ? line : line[..LongestLine]);
        if (log is null) return;
        lock (log) File.AppendAllText(log, line + "\n");
    }

    private Task<Reply> HealthReplyAsync(string which) => ((IApiServer)this).Anonymous.GetAsync($"/health/{which}");
}
