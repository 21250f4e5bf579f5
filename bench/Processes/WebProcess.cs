using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using XelaConnect.Bench.Http;

namespace XelaConnect.Bench.Processes;

/// <summary>A web application in a process of its own, on a free loopback port, waited for until it is ready.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly string name;
    private readonly ChildProcess process;
    private readonly string log;
    private readonly long startedAt;
    private bool ended;

    private WebProcess(string name, ChildProcess process, string log, IPEndPoint address, long startedAt) =>
        (this.name, this.process, this.log, Address, this.startedAt) = (name, process, log, address, startedAt);

    public IPEndPoint Address { get; }

    public int Pid => process.Id;

    /// <summary>From the start of the process to its first 200 on /health/ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public ProcessUsage Usage => process.Usage;

    public static async Task<WebProcess> StartAsync(
        string name, string assembly, string log, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePorts.Take());
        var startedAt = Stopwatch.GetTimestamp();
        // The log goes to a file: no output of what is measured passes through the harness.
        var process = ChildProcess.StartLogged(
            "dotnet", [assembly, "--urls", $"http://{address}"], Path.GetDirectoryName(assembly)!,
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)), log);
        var web = new WebProcess(name, process, log, address, startedAt);
        try
        {
            web.ReadyAfter = await web.FirstAnswerAsync("/health/ready", cancellation);
            return web;
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks until the answer is 200, and says how long after the process's start that was.</summary>
    public async Task<TimeSpan> FirstAnswerAsync(string path, CancellationToken cancellation)
    {
        var request = RequestBytes.Get(Address, path, token: null);
        var last = "no connection";
        while (Stopwatch.GetElapsedTime(startedAt) < Patience)
        {
            cancellation.ThrowIfCancellationRequested();
            if (process.HasExited)
                throw new BenchException("The process ended before it was ready.");
            try
            {
                using var connection = await HttpConnection.ConnectAsync(Address, cancellation);
                var status = await connection.ExchangeAsync(request.Bytes).AsTask().WaitAsync(Patience, cancellation);
                if (status == 200)
                    return Stopwatch.GetElapsedTime(startedAt);
                last = $"{status} {connection.LastBody}";
            }
            catch (SocketException e)
            {
                last = e.Message;
            }

            await Task.Delay(Poll, cancellation);
        }

        throw new BenchException($"No 200 on {path} within {Patience.TotalSeconds:0} s ({last}):\n{LogTail()}");
    }

    /// <summary>Asks it to end, and says so when it ends otherwise than it should.</summary>
    public async Task EndAsync()
    {
        if (ended)
            return;
        ended = true;
        var code = await process.StopAsync(Grace);
        if (code is not 0 and not 128 + Signals.Terminate)
            await Console.Error.WriteLineAsync($"{name} ended badly ({code}):\n{LogTail()}");
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        ended = true;
        return process.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await process.DisposeAsync();
    }

    private string LogTail() => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(25)) : "(it wrote nothing)";
}
