using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench;

/// <summary>What every scenario is given: its options, where to say what it found, and where things are.</summary>
internal sealed record Bench(Options Options, Report Report, CancellationToken Cancellation)
{
    /// <summary>Where data directories are made; the disk under it is the disk that is measured.</summary>
    public string DataParent => Options.Text("data") ?? Path.GetTempPath();

    public static string ResultsFile => Path.Combine(Repository.Root, "bench", "RESULTS.md");

    private static string SiloAssembly => Output("src/Silo");

    private string HostAssembly => Options.Text("host") is { } other ? Path.GetFullPath(other) : Output("src/ApiHost");

    public static string BareAssembly => Output("bench/Bare");

    public static string ModelAssembly => Output("bench/Model");

    public static string ProfilesAssembly => Output("bench/Profiles");

    public TempDirectory NewDirectory() => new("xela-bench-", DataParent);

    public Bench With(params (string Name, string Value)[] preset) => this with { Options = Options.With(preset) };

    /// <summary>Builds what is measured, in Release, so that no figure is of yesterday's code.</summary>
    public async Task BuildAsync(bool host)
    {
        if (Options.Has("no-build"))
            return;
        await BuildAsync("bench/Bare");
        if (host && Options.Text("host") is null)
            await BuildAsync("src/ApiHost");
    }

    /// <summary>Builds what fills a data directory with people.</summary>
    public Task BuildProfilesAsync() => Options.Has("no-build") ? Task.CompletedTask : BuildAsync("bench/Profiles");

    /// <summary>Builds what stands for the model behind Xela.</summary>
    public Task BuildModelAsync() => Options.Has("no-build") ? Task.CompletedTask : BuildAsync("bench/Model");

    /// <summary>Builds the other half of a cluster; the host is built by <see cref="BuildAsync(bool)"/>.</summary>
    public Task BuildSiloAsync() => Options.Has("no-build") ? Task.CompletedTask : BuildAsync("src/Silo");

    /// <summary>Starts the real host on its own data directory, with the limits off and sign-ups cheap.</summary>
    public async Task<WebProcess> StartHostAsync(TempDirectory directory, string? postgres = null)
    {
        var (port, gateway) = (FreePorts.Take(), FreePorts.Take());
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Xela__Mode"] = "Embedded",
            ["Xela__DataDirectory"] = directory.File("data"),
            ["Xela__Limits__Enabled"] = "false",
            ["Xela__Auth__BcryptCost"] = "4",
            ["Xela__Silo__Port"] = $"{port}",
            ["Xela__Silo__GatewayPort"] = $"{gateway}",
        };
        if (postgres is not null)
            settings["ConnectionStrings__Postgres"] = postgres;
        return await StartAsync("The host", HostAssembly, directory.File("host.log"), settings);
    }

    /// <summary>Starts an API host of a cluster, with the limits off.</summary>
    public Task<WebProcess> StartClientAsync(TempDirectory directory, string postgres) =>
        StartAsync("An API host", HostAssembly, directory.File($"api-{FreePorts.Take()}.log"), new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Xela__Mode"] = "Cluster",
            ["Xela__Limits__Enabled"] = "false",
            ["Xela__Auth__SigningKey"] = new('b', 64),
            ["ConnectionStrings__Postgres"] = postgres,
        });

    /// <summary>Starts a silo of a cluster, on loopback, with sign-ups cheap.</summary>
    public Task<WebProcess> StartSiloAsync(TempDirectory directory, string postgres)
    {
        var (port, gateway) = (FreePorts.Take(), FreePorts.Take());
        return StartAsync("A silo", SiloAssembly, directory.File($"silo-{port}.log"), new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Xela__Auth__BcryptCost"] = "4",
            ["Xela__Silo__AdvertisedAddress"] = "127.0.0.1",
            ["Xela__Silo__Port"] = $"{port}",
            ["Xela__Silo__GatewayPort"] = $"{gateway}",
            ["ConnectionStrings__Postgres"] = postgres,
        });
    }

    private Task<WebProcess> StartAsync(string name, string assembly, string log, Dictionary<string, string> settings)
    {
        foreach (var pair in (Options.Text("set") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, v) : throw new BenchException("--set takes key=value;key=value.");
            settings[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return WebProcess.StartAsync(name, assembly, log, settings, Cancellation);
    }

    /// <summary>A PostgreSQL with the settings it ships with, reached over TCP as in production.</summary>
    public Task<PrivatePostgres> StartPostgresAsync() => PrivatePostgres.StartAsync(new(Options.Text("pg-bin"), DataParent, OverTcp: true));

    public async Task<PrivatePostgres?> StartStoreAsync(string store) => store switch
    {
        "sqlite" => null,
        "postgres" => await StartPostgresAsync(),
        _ => throw new BenchException("--store is sqlite or postgres."),
    };

    private async Task BuildAsync(string project, params string[] properties)
    {
        Report.Progress($"building {project}");
        // No build servers: they would outlive the harness, and sit on the memory and cores being measured.
        await ChildProcess.RequireAsync(
            "dotnet",
            ["build", project, "-c", "Release", "-v", "q", "-nologo", "-m:2", "-nodeReuse:false", "-p:UseSharedCompilation=false",
                .. properties],
            Repository.Root, Cancellation);
    }

    private static string Output(string project) =>
        Path.Combine(Repository.Root, project, "bin", "Release", "net10.0", $"XelaConnect.{Path.GetFileName(project)}.dll");
}
