using System.Diagnostics;

namespace XelaConnect.Bench.Processes;

/// <summary>A process this harness owns: its output goes to a file, and it ends by its pid.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // Whatever these hold was meant for the harness or for somebody's shell, not for what is measured.
    private static readonly string[] NotInherited =
        ["Xela__", "ConnectionStrings__", "ASPNETCORE_", "Logging__", "Kestrel__", "OPENAI_API_KEY", "DOTNET_SYSTEM_NET_SOCKETS_", "PG"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _name;
    private readonly string _log;
    private readonly int _endSignal;
    private bool _ended;

    private ChildProcess(Process process, string name, string log, int endSignal) =>
        (_process, _name, _log, _endSignal) = (process, name, log, endSignal);

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(
        string name, string log, IEnumerable<string> command, IReadOnlyDictionary<string, string>? settings = null,
        string? workingDirectory = null, int endSignal = Native.SigTerm)
    {
        // The shell only opens the file and becomes the command: the pid stays, and no output passes through the harness.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = workingDirectory ?? "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >>\"$0\" 2>&1 </dev/null");
        start.ArgumentList.Add(log);
        foreach (var argument in command)
            start.ArgumentList.Add(argument);

        foreach (var key in start.Environment.Keys.Where(key => NotInherited.Any(p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        var process = Process.Start(start) ?? throw new BenchException($"{name} did not start.");
        Leftovers.Add(process.Id);
        return new(process, name, log, endSignal);
    }

    /// <summary>Runs a command to its end; its output is shown only if it fails.</summary>
    public static async Task RunAsync(
        string name, string log, IEnumerable<string> command, CancellationToken cancellation, string? workingDirectory = null)
    {
        await using var child = Start(name, log, command, workingDirectory: workingDirectory);
        await child._process.WaitForExitAsync(cancellation);
        child._ended = true;
        Leftovers.Gone(child.Pid);
        if (child._process.ExitCode != 0)
            throw new BenchException($"{name} failed ({child._process.ExitCode}):\n{child.LogTail()}");
    }

    /// <summary>The end of what the process wrote, for the message of a failure.</summary>
    public string LogTail() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(25)) : "(it wrote nothing)";

    public Task EndAsync() => EndAsync(_endSignal);

    /// <summary>The process is gone at once, as after a power cut seen from its own side.</summary>
    public Task KillAsync() => EndAsync(Native.SigKill);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
    }

    private async Task EndAsync(int signal)
    {
        if (_ended)
            return;
        _ended = true;
        if (!_process.HasExited)
            _ = Native.Kill(Pid, signal);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
            // 128 + n is the shell's way of saying signal n; SIGINT is what a Ctrl-C sends to all of us.
            if (_process.ExitCode is not 0 and not 128 + Native.SigInt && _process.ExitCode != 128 + signal)
                await Console.Error.WriteLineAsync($"{_name} ended badly ({_process.ExitCode}):\n{LogTail()}");
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{_name} did not end within {Patience.TotalSeconds:0} s of being asked; killed.");
            _ = Native.Kill(Pid, Native.SigKill);
            await _process.WaitForExitAsync();
        }

        Leftovers.Gone(Pid);
    }
}
