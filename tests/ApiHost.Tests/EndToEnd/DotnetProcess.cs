using System.Collections.Concurrent;
using System.Diagnostics;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>A program of ours as a process of its own. None outlives the tests.</summary>
internal sealed class DotnetProcess
{
    private static readonly ConcurrentDictionary<DotnetProcess, byte> Running = new();
    private readonly Process process;

    static DotnetProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Running.Keys) left.process.Kill();
    };

    private DotnetProcess(ProcessStartInfo start, Action<string> heard)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data, heard);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, heard);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Running.TryAdd(this, 0);
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Bytes of memory it holds now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts an assembly that lies beside the tests.</summary>
    /// <param name="assembly">Its file name.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="address">What it listens on.</param>
    /// <param name="settings">Its environment, beside the tests' own; null takes a variable away.</param>
    /// <param name="heard">Gets every line it writes.</param>
    public static DotnetProcess Start(string assembly, string directory, string address, IEnumerable<KeyValuePair<string, string?>> settings, Action<string> heard)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), "--urls", address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new DotnetProcess(start, heard);
    }

    /// <summary>Completes with its exit code when it has ended and its last line was heard.</summary>
    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut does: SIGKILL, nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        Running.TryRemove(this, out _);
    }

    private static void Hear(string? line, Action<string> heard)
    {
        if (line is not null) heard(line);
    }
}

/// <summary>The last lines a process wrote, for whoever asks what went wrong.</summary>
internal sealed class LastLines(int most = 60)
{
    private readonly Queue<string> lines = new();

    public void Add(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > most) lines.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (lines) return string.Join('\n', lines);
    }
}
