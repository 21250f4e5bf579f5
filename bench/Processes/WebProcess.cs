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

    private readonly ChildProcess _process;
    private readonly long _startedAt;

    private WebProcess(ChildProcess process, IPEndPoint address, long startedAt) =>
        (_process, Address, _startedAt) = (process, address, startedAt);

    public IPEndPoint Address { get; }

    public int Pid => _process.Pid;

    /// <summary>From the start of the process to its first 200 on /health/ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public ProcessUsage Usage => ProcessUsage.Of(Pid);

    public static async Task<WebProcess> StartAsync(
        string name, string assembly, string log, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort.Take(1)[0]);
        var startedAt = Stopwatch.GetTimestamp();
        var process = ChildProcess.Start(
            name, log, ["dotnet", assembly, "--urls", $"http://{address}"], settings, Path.GetDirectoryName(assembly));
        var web = new WebProcess(process, address, startedAt);
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
        while (Stopwatch.GetElapsedTime(_startedAt) < Patience)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_process.HasExited)
                throw new BenchException("The process ended before it was ready.");
            try
            {
                using var connection = await HttpConnection.ConnectAsync(Address, cancellation);
                var status = await connection.ExchangeAsync(request.Bytes).AsTask().WaitAsync(Patience, cancellation);
                if (status == 200)
                    return Stopwatch.GetElapsedTime(_startedAt);
                last = $"{status} {connection.LastBody}";
            }
            catch (SocketException e)
            {
                last = e.Message;
            }

            await Task.Delay(Poll, cancellation);
        }

        throw new BenchException($"No 200 on {path} within {Patience.TotalSeconds:0} s ({last}):\n{_process.LogTail()}");
    }

    public Task EndAsync() => _process.EndAsync();

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
