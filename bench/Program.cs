using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using XelaConnect.Bench;
using XelaConnect.Bench.Scenarios;

// Usage of a process is read from /proc, and the shell opens the log files.
[assembly: SupportedOSPlatform("linux")]

// Before the first socket: answers are handled on the one thread that waits for them, without a hop through the pool.
// The children do not inherit this; what is measured runs as it ships.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

Dictionary<string, Func<Bench, Task>> scenarios = new()
{
    ["me"] = Me.RunAsync,
    ["posts"] = Posts.RunAsync,
    ["purchases"] = Purchases.RunAsync,
    ["messages"] = Messages.RunAsync,
    ["inbox"] = Inbox.RunAsync,
    ["connections"] = Connections.RunAsync,
    ["discover"] = Discover.RunAsync,
    ["xela"] = XelaTalks.RunAsync,
    ["live"] = LiveDelivery.RunAsync,
    ["idle"] = Idle.RunAsync,
    ["apart"] = Apart.RunAsync,
    ["recovery"] = Recovery.RunAsync,
    ["simulation"] = Simulation.RunAsync,
    ["self"] = Me.RunSelfAsync,
    ["all"] = All.RunAsync,
};

if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var scenario))
{
    Console.Error.WriteLine(
        $"Usage: dotnet run -c Release --project bench -- {string.Join('|', scenarios.Keys)} [options]; see bench/README.md.");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var bench = new Bench(new(args.Skip(1)), new(), stop.Token);
    await scenario(bench);
    if (bench.Options.Text("out") is { } file)
        await File.AppendAllTextAsync(file, bench.Report.Markdown);
    return 0;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
catch (Exception e) when (BenchException.IsFailureOfTheRun(e))
{
    Console.Error.WriteLine($"Failed: {e.Message}");
    return 1;
}

// The first asks for an orderly end, in which every process is ended and every directory removed; the second no longer waits.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested)
        Environment.Exit(130);
    signal.Cancel = true;
    stop.Cancel();
}
