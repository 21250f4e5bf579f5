using Npgsql;

namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>
/// PostgreSQL, two silos and two API hosts: five programs of one machine that know each other by address only. The model behind Xela is the
/// tests' own.
/// </summary>
internal sealed class XelaCluster : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly string database;

    private XelaCluster(PrivatePostgres postgres, string database, FakeModel model)
    {
        Postgres = postgres;
        Model = model;
        this.database = database;
        // Scenarios take PostgreSQL away: a connection kept from before would be a broken one.
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        Silos = [.. ((string[])["silo 1", "silo 2"]).Select(name => NewSilo(name))];
        Hosts = [.. "AB".Select(letter => NewHost($"host {letter}"))];
    }

    public PrivatePostgres Postgres { get; }

    /// <summary>What the silos ask for Xela's answers. Each asks for a model of its own name, so that a question says who asks.</summary>
    public FakeModel Model { get; }

    public IReadOnlyList<Node> Silos { get; }

    public IReadOnlyList<Node> Hosts { get; }

    public IEnumerable<Node> Nodes => Silos.Concat(Hosts);

    /// <summary>Starts all processes.</summary>
    /// <param name="programs">The directory of their programs, if not the one beside the tests.</param>
    public static async Task<XelaCluster> StartAsync(string? programs = null)
    {
        var postgres = await PrivatePostgres.StartAsync();
        var cluster = new XelaCluster(postgres, await postgres.CreateDatabaseAsync(), await FakeModel.StartAsync());
        if (programs is not null)
            foreach (var node in cluster.Nodes) node.Programs = programs;
        try
        {
            await cluster.HealAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        return cluster;
    }

    /// <summary>Starts every process that does not run, and waits until all are ready.</summary>
    public async Task HealAsync()
    {
        foreach (var node in Nodes)
            if (!node.IsRunning) node.Start();
        foreach (var node in Nodes) await node.ReadyAsync();
    }

    /// <summary>One more silo for this cluster, not started yet.</summary>
    public Node NewSilo(string name, string environment = "Production") =>
        new(name, "XelaConnect.Silo.dll", SiloSettings(name, environment));

    /// <summary>One more API host for this cluster, not started yet.</summary>
    public Node NewHost(string name, string environment = "Production") => new(name, "XelaConnect.ApiHost.dll", HostSettings(environment));

    public Node Other(Node host) => Hosts[0] == host ? Hosts[1] : Hosts[0];

    /// <summary>
    /// Who is subscribed to a stream, as the store tells it: one entry for each subscription, naming the client that holds it.
    /// </summary>
    public Task<IReadOnlyList<string>> SubscribersAsync(string streamNamespace, string key) =>
        Subscriptions.OfAsync(source, streamNamespace, key);

    /// <summary>How many silos the membership table calls active.</summary>
    public async Task<long> ActiveSilosAsync()
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Everything the processes said last.</summary>
    public string LastLines() => string.Join("\n\n", Nodes.Select(node => node.LastLines()));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        await Model.DisposeAsync();
        await source.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private Dictionary<string, string?> SiloSettings(string name, string environment) =>
        new(Common(environment).Concat(Model.Settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))),
            StringComparer.Ordinal)
    {
        ["Xela__Companion__Model"] = name,
        // What the tests make slow is slow on purpose.
        ["Xela__Companion__FirstTokenSeconds"] = "30",
        ["Xela__Companion__TotalSeconds"] = "120",
        ["Xela__Silo__Port"] = $"{FreePorts.Take()}",
        ["Xela__Silo__GatewayPort"] = $"{FreePorts.Take()}",
        ["Xela__Silo__AdvertisedAddress"] = "127.0.0.1",
        ["Xela__Auth__BcryptCost"] = "4",
        ["Xela__Seed"] = "true",
    };

    private Dictionary<string, string?> HostSettings(string environment) => new(Common(environment), StringComparer.Ordinal)
    {
        ["Xela__Auth__SigningKey"] = "the same on every host, and long enough",
        ["Xela__Limits__Enabled"] = "false",
    };

    private Dictionary<string, string?> Common(string environment) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = environment,
        ["ConnectionStrings__Postgres"] = database,
        ["Xela__Mode"] = "Cluster",
        ["Logging__LogLevel__Default"] = "Warning",
        ["OPENAI_API_KEY"] = null,
        ["EMERGENT_LLM_KEY"] = null,
    };
}
