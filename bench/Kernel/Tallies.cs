using System.Text.Json.Serialization;
using Orleans.Concurrency;
using Orleans.EventSourcing;
using Orleans.EventSourcing.CustomStorage;
using Orleans.Providers;
using XelaConnect.EventSourcing;

namespace XelaConnect.Bench.Kernel;

/// <summary>The same job for both: add, durably, and answer the place the addition has.</summary>
internal interface ITally : IGrainWithStringKey
{
    Task<long> AddAsync(string operationId, int amount);
}

internal interface IKernelTally : ITally;

internal interface IJournaledTally : ITally;

internal sealed record TallyState(long Sum, long Count);

[JsonDerivedType(typeof(Added), "bench.added.v1")]
internal abstract record TallyEvent;

internal sealed record Added(int Amount) : TallyEvent;

internal sealed record Add(string OperationId, int Amount) : ICommand;

/// <summary>On this project's kernel.</summary>
[GrainType("kernel-tally"), Reentrant]
internal sealed class KernelTally(Journal<TallyState, TallyEvent> journal) : EventSourcedGrain<TallyState, TallyEvent>(journal),
IKernelTally
{
    public static readonly JournalDefinition<TallyState, TallyEvent> Definition = new()
    {
        Name = "bench.tally",
        Empty = static _ => new TallyState(0, 0),
        Apply = static (tally, recorded) => new TallyState(tally.Sum + ((Added)recorded.Event).Amount, recorded.Seq),
        Events = new EventCodec<TallyEvent>(TallyJson.Default),
        Snapshot = TallyJson.Default.TallyState,
    };

    public async Task<long> AddAsync(string operationId, int amount)
    {
        var outcome = await Handle(
            new Add(operationId, amount), static (_, command, _) => new Added(command.Amount), static (_, events) => events[0].Seq);
        return outcome.Value;
    }
}

/// <summary>State as JournaledGrain asks for it: a class with a public constructor that changes in place.</summary>
[GenerateSerializer]
public sealed class JournaledTallyState
{
    /// <summary>The sum.</summary>
    [Id(0)] public long Sum { get; set; }

    /// <summary>How many.</summary>
    [Id(1)] public long Count { get; set; }

    /// <summary>One more.</summary>
    public void Apply(JournaledAdded added)
    {
        ArgumentNullException.ThrowIfNull(added);
        Sum += added.Amount;
        Count++;
    }
}

/// <summary>An addition.</summary>
[GenerateSerializer]
public sealed record JournaledAdded([property: Id(0)] string OperationId, [property: Id(1)] int Amount);

/// <summary>On Orleans' JournaledGrain, its events kept by the same store: what custom storage asks the author to write is here.</summary>
[GrainType("journaled-tally"), Reentrant, LogConsistencyProvider(ProviderName = "CustomStorage")]
internal sealed class JournaledTally(IJournalStore store, TimeProvider time)
    : JournaledGrain<JournaledTallyState, JournaledAdded>, IJournaledTally, ICustomStorageInterface<JournaledTallyState, JournaledAdded>
{
    private string Stream => $"bench.journaled/{this.GetPrimaryKeyString()}";

    public async Task<long> AddAsync(string operationId, int amount)
    {
        RaiseEvent(new JournaledAdded(operationId, amount));
        await ConfirmEvents();
        return Version; // the grain's version by now: JournaledGrain does not tell which place this event got
    }

    public async Task<KeyValuePair<int, JournaledTallyState>> ReadStateFromStorage()
    {
        var state = new JournaledTallyState();
        for (IReadOnlyList<JournalRow> page = [new(Stream, 0, default, null, "", default)]; page.Count > 0;)
        {
            page = await store.ReadAfterAsync(Stream, page[^1].Seq, 1000);
            foreach (var row in page)
                state.Apply(
                    new JournaledAdded(
                    row.Op!, System.Text.Json.JsonSerializer.Deserialize(row.Payload.Span, TallyJson.Default.Added)!.Amount));
        }
        return new((int)state.Count, state);
    }

    public async Task<bool> ApplyUpdatesToStorage(IReadOnlyList<JournaledAdded> updates, int expectedVersion)
    {
        var rows = updates.Select((u, i) => new JournalRow(
            Stream, expectedVersion + i + 1, time.GetUtcNow(), u.OperationId, "bench.added.v1",
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Added(u.Amount), TallyJson.Default.Added))).ToList();
        return (await store.AppendAsync(new JournalAppend(Stream, rows, []))).Status == AppendStatus.Stored;
    }
}

[JsonSerializable(typeof(TallyEvent))]
[JsonSerializable(typeof(TallyState))]
internal sealed partial class TallyJson : JsonSerializerContext;
