using System.Net;

namespace XelaConnect.TestKit.Processes;

/// <summary>
/// The API host with its embedded silo, as a process with a data directory of its own. It can be killed and started again on the same data.
/// </summary>
public sealed class HostProcess : IApiServer, IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Until.Patience };

    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Xela__Auth__BcryptCost"] = "4",
        ["Xela__Limits__Enabled"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Xela__Metrics__Url"] = "off",
        ["OPENAI_API_KEY"] = null,
        ["EMERGENT_LLM_KEY"] = null,
    };

    private readonly TempDirectory data = new("xela-e2e-");
    private readonly LastLines lastLines = new();
    private ChildProcess? process;

    private HostProcess()
    {
    }

    /// <summary>The assembly that the next start runs; by default the one beside the tests.</summary>
    public string Program { get; set; } = "XelaConnect.ApiHost.dll";

    /// <summary>Its data directory.</summary>
    public string Data => data.Path;

    /// <summary>Where it listens. Each start takes another port.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A caller without a session.</summary>
    public Caller Anonymous => new(this, null);

    /// <summary>The journal's database, to be read while the host does not run.</summary>
    public string JournalFile => data.File("xela.db");

    /// <summary>Bytes of memory that it holds now.</summary>
    public long Memory => process!.Usage.ResidentBytes;

    public static Task<HostProcess> StartAsync(params (string Key, string? Value)[] settings) => StartOnAsync(_ => { }, settings);

    /// <summary>Starts on data that was put there before: <paramref name="prepare"/> gets the data directory.</summary>
    public static async Task<HostProcess> StartOnAsync(Action<string> prepare, params (string Key, string? Value)[] settings)
    {
        var host = new HostProcess();
        try
        {
            prepare(host.data.Path);
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
        process = ChildProcess.StartWeb(
            Program, data.Path, "http://127.0.0.1:0", settings.Append(new("Xela__DataDirectory", data.Path)), line =>
                Receive(line, address));
        try
        {
            var ended = process.WaitForExitAsync();
            if (await Task.WhenAny(address.Task, ended).WaitAsync(Until.Patience) == ended)
                throw new ProcessFailedException("The host ended before it listened.");
            Address = await address.Task;
            // Not by a caller: nothing that checks the replies of callers is about the start.
            await Until.TrueAsync(async () => (await Http.GetAsync(new Uri(Address, "/health/ready"))).StatusCode == HttpStatusCode.OK);
        }
        catch (Exception e)
        {
            throw new ProcessFailedException($"The host did not start. Its last lines:\n{lastLines}", e);
        }
    }

    /// <summary>Ends it with SIGKILL.</summary>
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
        data.Dispose();
    }

    public string LastLines() => lastLines.ToString();

    private void Receive(string line, TaskCompletionSource<Uri> address)
    {
        lastLines.Add(line);
        if (line.StartsWith("XelaConnect  http", StringComparison.Ordinal)) address.TrySetResult(new Uri(line["XelaConnect  ".Length..]));
    }
}
