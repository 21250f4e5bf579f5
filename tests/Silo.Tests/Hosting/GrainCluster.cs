using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Companion;
using XelaConnect.Grains.Hosting;
using XelaConnect.Grains.Mail;
using XelaConnect.Grains.Payments;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Infrastructure.Storage.Sqlite;
using XelaConnect.Infrastructure.Streams;
using XelaConnect.Tests.Streams;

namespace XelaConnect.Tests.Hosting;

/// <summary>Silos in this process with all grains of the product on one journal, placed as in a cluster.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly SqliteJournalStore journals;
    private readonly TempDirectory directory;

    private GrainCluster(InProcessTestCluster cluster, SqliteJournalStore journals, TempDirectory directory) =>
        (this.cluster, this.journals, this.directory) = (cluster, journals, directory);

    public IGrainFactory Grains => cluster.Client;

    public required IJournalStore Journal { get; init; }

    /// <summary>The clock of the domain.</summary>
    public required ShiftedClock Clock { get; init; }

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. cluster.GetActiveSilos()];

    /// <summary>On a SQLite of its own, unless the test brings a store.</summary>
    public static async Task<GrainCluster> StartAsync(short silos, IJournalStore? store = null)
    {
        var directory = new TempDirectory("xela-placement-");
        await SqliteSchema.ApplyAsync(directory.Path);
        var journals = new SqliteJournalStore(directory.Path, NullLogger<SqliteJournalStore>.Instance);
        var (snapshots, rows, clock) = (new Snapshots(), new StoredRows(), new ShiftedClock());
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseLiveStreams(queues: 2);
            silo.UseBalancedPlacement();
            // A session of rebalancing as in production, in seconds instead of minutes.
            silo.Configure<ActivationRebalancerOptions>(static options => (options.RebalancerDueTime,
                options.SessionCyclePeriod, options.CycleNumberWeight) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 1));
            silo.Services.AddKeyedSingleton<TimeProvider>(Clocks.Domain, clock);
            silo.Services.AddXelaGrains();
            silo.Services.AddSingleton(store ?? journals);
            silo.Services.AddSingleton<IMailTransport, NoMail>();
            silo.Services.AddSingleton(NoProvider.Of<ICompanionModel>());
            silo.Services.AddSingleton(NoProvider.Of<IPaymentGateway>());
            silo.Services.AddSingleton(NoProvider.Of<IPasswords>());
            silo.Services.AddSingleton(NoProvider.Of<ISecretEncryption>());
            silo.Services.AddSingleton(NoProvider.Of<IPasskeys>());
            silo.Services.AddSingleton<ISnapshotStore>(snapshots);
            silo.Services.AddSingleton<IOwnerStorage, SingleStorage>();
            silo.Services.AddSingleton<ISubscriptionRows>(rows);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                "PubSubStore", (services, _) => new SharedStore(rows, services.GetRequiredService<Serializer>()));
        });
        builder.ConfigureClient(client =>
        {
            client.UseLiveStreams();
            // All silos that it knew at first are gone after a rolling restart.
            client.Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = TimeSpan.FromMilliseconds(250));
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainCluster(cluster, journals, directory) { Clock = clock, Journal = store ?? journals };
    }

    /// <summary>Circles of the house, all of them active.</summary>
    public async Task<IReadOnlyList<string>> CreateCirclesAsync(int count)
    {
        var circles = Enumerable.Range(0, count).Select(number => Ids.Of("circle", $"placement/{number}")).ToList();
        foreach (var circle in circles)
            (await Grains.Circle(circle).CreateAsync(new CreateCircle($"{circle}/create", null, Profile))).IsOk.ShouldBeTrue();
        return circles;
    }

    public static CircleProfile Profile { get; } = new("Evening walks", "Wellness", "", null, null, null, []);

    /// <summary>How many activations of a grain each silo holds, the most first.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(string grainType)
    {
        var placed = await PlacedAsync(grainType);
        return [.. Silos.Select(silo => placed.Values.Count(silo.SiloAddress.Equals)).OrderDescending()];
    }

    /// <summary>Where the activations of a grain are, by key.</summary>
    public async Task<IReadOnlyDictionary<string, SiloAddress>> PlacedAsync(string grainType)
    {
        var all = await Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return all.Where(one => one.GrainId.Type.ToString() == grainType).DistinctBy(one => one.GrainId)
            .ToDictionary(one => one.GrainId.Key.ToString()!, one => one.SiloAddress, StringComparer.Ordinal);
    }

    /// <summary>Moves an activation as the rebalancer does: with what runs completed first.</summary>
    public static async Task MoveAsync(IAddressable grain, SiloAddress target)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
        try { await grain.AsReference<IGrainManagementExtension>().MigrateOnIdle(); }
        finally { RequestContext.Remove(IPlacementDirector.PlacementHintKey); }
    }

    /// <summary>Ends a silo gracefully, and starts another in its place.</summary>
    public async Task RestartAsync(InProcessSiloHandle silo)
    {
        await cluster.StopSiloAsync(silo);
        await cluster.StartAdditionalSiloAsync();
        await cluster.WaitForLivenessToStabilizeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        await journals.DisposeAsync();
        directory.Dispose();
    }

    internal sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }

    /// <summary>Something outside that no test here calls.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it.
    internal class NoProvider : DispatchProxy
    {
        public static T Of<T>() where T : class => Create<T, NoProvider>();

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException(targetMethod!.Name);
    }
#pragma warning restore CA1852

    private sealed class NoMail : IMailTransport
    {
        public Task<MailResult> SendAsync(OutgoingMail mail) => Task.FromResult(MailResult.Sent);
    }

    private sealed class Snapshots : ISnapshotStore
    {
        private readonly ConcurrentDictionary<(string, string), StoredSnapshot> stored = new();

        public Task<StoredSnapshot?> ReadAsync(string name, string key) =>
            Task.FromResult(stored.GetValueOrDefault((name, key)));

        public Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag)
        {
            stored[(name, key)] = new StoredSnapshot(snapshot, $"{snapshot.Seq}");
            return Task.FromResult<string?>($"{snapshot.Seq}");
        }

        public Task DeleteAsync(string name, string key)
        {
            stored.TryRemove((name, key), out _);
            return Task.CompletedTask;
        }
    }
}
