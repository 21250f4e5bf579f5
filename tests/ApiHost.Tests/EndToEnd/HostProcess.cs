using System.Net;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>The host as people run it: its own process, its own data directory. It can be killed and started again on the same data.</summary>
internal sealed class HostProcess : IAddressed, IAsyncDisposable
{
    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Xela__Auth__BcryptCost"] = "4",
        ["Xela__Limits__Enabled"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Xela__Metrics__Url"] = "off",
        ["OPENAI_API_KEY"] = null,
    };

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("xela-e2e-");
    private readonly LastLines lastLines = new();
    private DotnetProcess? process;

    private HostProcess()
    {
    }

    /// <summary>The program that the next start starts; the one beside the tests otherwise.</summary>
    public string Program { get; set; } = "XelaConnect.ApiHost.dll";

    /// <summary>The directory of its data.</summary>
    public string Data => data.FullName;

    /// <summary>Where it listens; another port after each start.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Talks to it as nobody in particular.</summary>
    public Caller Anonymous => new(this, null);

    /// <summary>The journal's file, to be looked into while the host does not run.</summary>
    public string JournalFile => Path.Combine(data.FullName, "xela.db");

    /// <summary>Bytes of memory it holds now.</summary>
    public long Memory => process!.Memory;

    public static Task<HostProcess> StartAsync(params (string Key, string? Value)[] settings) => StartOnAsync(_ => { }, settings);

    /// <summary>Starts on data that was put there before: <paramref name="prepare"/> gets the data directory.</summary>
    public static async Task<HostProcess> StartOnAsync(Action<string> prepare, params (string Key, string? Value)[] settings)
    {
        var host = new HostProcess();
        try
        {
            prepare(host.data.FullName);
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
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = DotnetProcess.Start(Program, data.FullName, "http://127.0.0.1:0", settings.Append(new("Xela__DataDirectory", data.FullName)), line => Heard(line, address));
        try
        {
            var ended = process.EndedAsync();
            if (await Task.WhenAny(address.Task, ended).WaitAsync(Until.Patience) == ended) throw new InvalidOperationException("The host ended before it listened.");
            Address = await address.Task;
            await Until.TrueAsync(async () => (await Anonymous.GetAsync("/health/ready")).Status == HttpStatusCode.OK);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The host did not start. Its last lines:\n{lastLines}", e);
        }
    }

    /// <summary>Ends it as a power cut does: SIGKILL, nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        await process.KillAsync();
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

    public string LastLines() => lastLines.ToString();

    private void Heard(string line, TaskCompletionSource<Uri> address)
    {
        lastLines.Add(line);
        if (line.StartsWith("XelaConnect  http", StringComparison.Ordinal)) address.TrySetResult(new Uri(line["XelaConnect  ".Length..]));
    }
}
