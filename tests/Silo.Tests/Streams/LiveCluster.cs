using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.TestingHost;
using XelaConnect.Infrastructure.Streams;
using XelaConnect.Notifications;

namespace XelaConnect.Tests.Streams;

/// <summary>
/// Silos and a client with the stream provider, subscriptions in a store that outlives a silo, and every question of a receiver noted.
/// </summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private LiveCluster(InProcessTestCluster cluster, PollLog polls, StoredRows rows, FakeTimeProvider clock) =>
        (this.cluster, PollLog, Rows, Clock) = (cluster, polls, rows, clock);

    public PollLog PollLog { get; }

    /// <summary>What the store holds.</summary>
    public StoredRows Rows { get; }

    /// <summary>The clock of the domain, by which hosts are alive.</summary>
    public FakeTimeProvider Clock { get; }
    public InProcessTestCluster Inner => cluster;
    public IClusterClient Client => cluster.Client;

    /// <summary>Publishes and calls grains from within a silo.</summary>
    public IClusterClient Inside => cluster.GetActiveSilos().First().ServiceProvider.GetRequiredService<IClusterClient>();

    public static async Task<LiveCluster> StartAsync(short silos, LiveStreamSettings settings)
    {
        var (builder, polls, rows, clock) =
            (new InProcessTestClusterBuilder(silos), new PollLog(), new StoredRows(), new FakeTimeProvider());
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseLiveStreams(settings);
            silo.Configure<SiloMessagingOptions>(options => options.ClientDropTimeout = TimeSpan.FromSeconds(1));
            silo.Configure<ClusterMembershipOptions>(
                options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2));
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                "PubSubStore", (services, _) => new SharedStore(rows, services.GetRequiredService<Serializer>()));
            silo.Services.AddSingleton<ISubscriptionRows>(rows);
            silo.Services.AddKeyedSingleton<TimeProvider>(Clocks.Domain, clock);
            silo.AddOutgoingGrainCallFilter(polls.NoteAsync);
        });
        builder.ConfigureClient(client => client.UseLiveStreams());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new LiveCluster(cluster, polls, rows, clock);
    }

    public static IAsyncStream<TestEvent> Stream(IClusterClient of, string key) =>
        of.GetStreamProvider(StreamCatalog.Provider).GetStream<TestEvent>(StreamId.Create("test", key));

    public Task PublishAsync(string key, int number, int size = 0) =>
        Stream(Inside, key).OnNextAsync(new TestEvent(number, new byte[size]));

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}

[GenerateSerializer, Immutable, Alias("tests.news")]
internal sealed record TestEvent([property: Id(0)] int Number, [property: Id(1)] byte[] Ballast);

/// <summary>What became of each question that a receiver asked.</summary>
internal sealed class PollLog
{
    private int answeredEmpty;
    private int timedOut;

    public int AnsweredEmpty => answeredEmpty;
    public int TimedOut => timedOut;

    public async Task NoteAsync(IOutgoingGrainCallContext call)
    {
        var isQuestion = call.InterfaceMethod?.Name == nameof(ILiveQueueGrain.TakeAsync);
        try
        {
            await call.Invoke();
        }
        catch (TimeoutException) when (isQuestion)
        {
            Interlocked.Increment(ref timedOut);
            throw;
        }
        if (isQuestion && call.Result is LiveMessage[] { Length: 0 }) Interlocked.Increment(ref answeredEmpty);
    }
}

/// <summary>What a subscriber has seen, and a wait for more.</summary>
internal sealed class ReceivedEvents
{
    private readonly List<int> numbers = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task OnNextAsync(TestEvent news, StreamSequenceToken? token)
    {
        lock (numbers)
        {
            numbers.Add(news.Number);
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return Task.CompletedTask;
    }

    public async Task<int[]> AtLeastAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (numbers)
            {
                if (numbers.Count >= count) return [.. numbers];
                next = changed.Task;
            }
            await next.WaitAsync(Until.Patience);
        }
    }

    public bool Has(int number)
    {
        lock (numbers) return numbers.Contains(number);
    }
}

/// <summary>What the stores of all silos hold together, as a database does.</summary>
internal sealed class StoredRows : ConcurrentDictionary<(string, GrainId), byte[]>, ISubscriptionRows
{
    /// <summary>Streams that have a row, in the order of their keys.</summary>
    public IReadOnlyList<string> Streams => [.. Keys.Select(key => key.Item2.Key.ToString()!).Order(StringComparer.Ordinal)];

    /// <summary>What is readable of a stream's row.</summary>
    public string Text(string stream) =>
        System.Text.Encoding.Latin1.GetString(this.Single(row => row.Key.Item2.Key.ToString() == stream).Value);

    public Task<IReadOnlyList<string>> AfterAsync(string after, int limit) =>
        Task.FromResult<IReadOnlyList<string>>([.. Streams.Where(key => string.CompareOrdinal(key, after) > 0).Take(limit)]);
}

/// <summary>A store whose rows outlive its silo.</summary>
internal sealed class SharedStore(StoredRows rows, Serializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (rows.TryGetValue((stateName, grainId), out var row))
            (grainState.State, grainState.RecordExists) = (serializer.Deserialize<T>(row), true);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        rows[(stateName, grainId)] = serializer.SerializeToArray(grainState.State);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        rows.TryRemove((stateName, grainId), out _);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
