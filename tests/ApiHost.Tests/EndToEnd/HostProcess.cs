using System.Diagnostics;
using System.Net;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>The host as people run it: its own process, its own data directory. It can be killed and started again on the same data.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Xela__Auth__BcryptCost"] = "4",
        ["Xela__Limits__Enabled"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
        ["OPENAI_API_KEY"] = null,
    };

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("xela-e2e-");
    private readonly Queue<string> lastLines = new();
    private Process? process;

    private HostProcess()
    {
    }

    /// <summary>Where it listens; another port after each start.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Talks to it as nobody in particular.</summary>
    public Caller Anonymous => new(this, null);

    /// <summary>Bytes of memory it holds now.</summary>
    public long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<HostProcess> StartAsync(params (string Key, string? Value)[] settings)
    {
        var host = new HostProcess();
        try
        {
            await host.StartAgainAsync(settings);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        return host;
    }

    /// <summary>Starts on the data that is there.</summary>
    public async Task StartAgainAsync(params (string Key, string? Value)[] changed)
    {
        foreach (var (key, value) in changed) settings[key] = value;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data.FullName };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "XelaConnect.ApiHost.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        start.Environment["Xela__DataDirectory"] = data.FullName;
        foreach (var (key, value) in settings) start.Environment[key] = value;

        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Heard(line.Data, address);
        process.ErrorDataReceived += (_, line) => Heard(line.Data, address);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The host ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            Address = await address.Task.WaitAsync(Until.Patience);
            await Until.TrueAsync(async () => (await Anonymous.GetAsync("/health/ready")).Status == HttpStatusCode.OK);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The host did not start. Its last lines:\n{LastLines()}", e);
        }
    }

    /// <summary>Ends it as a power cut does: SIGKILL, nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async Task KillAndStartAgainAsync(params (string Key, string? Value)[] changed)
    {
        await KillAsync();
        await StartAgainAsync(changed);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        data.Delete(recursive: true);
    }

    public string LastLines()
    {
        lock (lastLines) return string.Join('\n', lastLines);
    }

    private void Heard(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null) return;
        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > 60) lastLines.Dequeue();
        }
        if (line.StartsWith("XelaConnect  http", StringComparison.Ordinal)) address.TrySetResult(new Uri(line["XelaConnect  ".Length..]));
    }
}
