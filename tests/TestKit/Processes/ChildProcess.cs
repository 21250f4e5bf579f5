using System.Diagnostics;

namespace XelaConnect.TestKit.Processes;

/// <summary>A program as a process of its own. It does not outlive the process that started it.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // What these hold is for this process or for the shell that started it; a program under test or measured gets settings of its own.
    private static readonly string[] NotInherited =
    [
        "Xela__", "ConnectionStrings__", "ASPNETCORE_", "Logging__", "Kestrel__", "OPENAI_API_KEY", "EMERGENT_LLM_KEY",
        "DAILY_API_KEY", "OTEL_", "DOTNET_SYSTEM_NET_SOCKETS_", "PG", "MSBUILD",
    ];

    private readonly Process process;

    private ChildProcess(Process process)
    {
        this.process = process;
        var pid = process.Id;
        Leftovers.Add(pid);
        process.Exited += (_, _) => Leftovers.Gone(pid);
        process.EnableRaisingEvents = true;
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it has used so far.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(Id);

    /// <summary>Starts a program and hands every line that it writes to <paramref name="onLine"/>.</summary>
    /// <param name="program">Its file, or its name on the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="settings">Its environment, beside what it inherits; null removes a variable.</param>
    /// <param name="onLine">Gets each line of both outputs.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string directory, IEnumerable<KeyValuePair<string, string?>> settings,
        Action<string> onLine)
    {
        var process = Prepare(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            directory, settings);
        process.OutputDataReceived += (_, line) => Receive(line.Data, onLine);
        process.ErrorDataReceived += (_, line) => Receive(line.Data, onLine);
        process.Start();
        var child = new ChildProcess(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Starts an assembly that lies beside this one, as a web application that listens on <paramref name="address"/>.</summary>
    public static ChildProcess StartWeb(
        string assembly, string directory, string address, IEnumerable<KeyValuePair<string, string?>> settings, Action<string> onLine) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), "--urls", address], directory, settings, onLine);

    /// <summary>Starts a program whose output goes to a file, without passing through this process.</summary>
    public static ChildProcess StartLogged(
        string program, IEnumerable<string> arguments, string directory, IEnumerable<KeyValuePair<string, string?>> settings, string log)
    {
        // The shell opens the file and becomes the program: the pid stays.
        string[] command = ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, program, .. arguments];
        var process = Prepare(new ProcessStartInfo("/bin/sh", command), directory, settings);
        process.Start();
        return new ChildProcess(process);
    }

    /// <summary>Runs a program to its end, with no input, and returns its exit code and all that it wrote.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string directory, IEnumerable<KeyValuePair<string, string?>>? settings = null,
        TimeSpan? within = null, CancellationToken cancellation = default)
    {
        using var process = Prepare(
            new ProcessStartInfo(program, arguments) {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
            directory, settings ?? []);
        process.Start();
        await using var child = new ChildProcess(process);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(within ?? Timeout.InfiniteTimeSpan, cancellation);
        }
        catch
        {
            // It may be a shell or a build that has started others.
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a program to its end, and throws with what it wrote unless its exit code is 0.</summary>
    public static async Task RequireAsync(
        string program, IEnumerable<string> arguments, string directory, CancellationToken cancellation = default)
    {
        var (code, output) = await RunAsync(program, arguments, directory, cancellation: cancellation);
        if (code != 0) throw new ProcessFailedException($"{Path.GetFileName(program)} ended with {code}: {output}");
    }

    /// <summary>Completes with its exit code when it has ended and its last line was handed over.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Sends a signal (see <see cref="Signals"/>).</summary>
    public void Send(int signal)
    {
        if (!Signals.Send(Id, signal)) throw new ProcessFailedException($"Process {Id} is gone.");
    }

    /// <summary>Asks it to end, and kills it when it has not ended within <paramref name="patience"/>. Returns its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan patience, int signal = Signals.Terminate)
    {
        if (!process.HasExited) Signals.Send(Id, signal);
        try
        {
            return await WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return process.ExitCode;
        }
    }

    /// <summary>Ends it with SIGKILL, as a power cut would: it flushes nothing and tells no one.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static Process Prepare(ProcessStartInfo start, string directory, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        start.WorkingDirectory = directory;
        foreach (var key in start.Environment.Keys.Where(IsNotInherited).ToList()) start.Environment.Remove(key);
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new Process { StartInfo = start };
    }

    private static bool IsNotInherited(string key) =>
        Array.Exists(NotInherited, prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Receive(string? line, Action<string> onLine)
    {
        if (line is not null) onLine(line);
    }
}
