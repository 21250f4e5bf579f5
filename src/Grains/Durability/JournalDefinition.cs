using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.Grains.Durability;

/// <summary>How one kind of grain keeps its history. One instance a slice's grain, registered once.</summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <typeparam name="TEvent">The base of the grain's events.</typeparam>
public sealed class JournalDefinition<TState, TEvent> where TState : class where TEvent : class
{
    /// <summary>Prefix of stream names and name of the snapshot, e.g. <c>circles.circle</c>. Unique, never changed: it is in stored keys.</summary>
    public required string Name { get; init; }

    /// <summary>The state before the first event, for a grain key.</summary>
    public required Func<string, TState> Empty { get; init; }

    /// <summary>The state after one more event; pure. Events of different streams must commute, since streams are replayed one after the other.</summary>
    public required Func<TState, EventEnvelope<TEvent>, TState> Apply { get; init; }

    /// <summary>Stored form of the events.</summary>
    public required EventCodec<TEvent> Events { get; init; }

    /// <summary>Further streams beside the main one. Each is replayed from its end only, so what it adds to the state must need no more.</summary>
    public ImmutableArray<SubStream<TEvent>> SubStreams { get; init; } = [];

    /// <summary>Stored form of the state, for grains whose main stream can outgrow a page; null where it cannot.</summary>
    public JsonTypeInfo<TState>? Snapshot { get; init; }

    /// <summary>About how many events the state stands for, so that a large state is written seldom.</summary>
    public Func<TState, long> SizeOf { get; init; } = static _ => 0;

    /// <summary>How long rows of the main stream are kept; null for ever.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>What other grains are told of this state whenever it changed; the latest wins.</summary>
    public ImmutableArray<StateReplica<TState>> Replicas { get; init; } = [];

    /// <summary>Sizes of the kernel; only tests change them, to reach in ten commands what takes a thousand.</summary>
    internal KernelSizes Sizes { get; init; } = new();

    internal string StreamName(string key, int branch) => branch == 0 ? $"{Name}/{key}" : $"{Name}/{key}/{SubStreams[branch - 1].Name}";

    internal int SubStreamOf(TEvent recorded)
    {
        for (var i = 0; i < SubStreams.Length; i++)
            if (SubStreams[i].Holds(recorded)) return i + 1;
        return 0;
    }

    internal TimeSpan? LifetimeOf(int branch) => branch == 0 ? Lifetime : SubStreams[branch - 1].Lifetime;
}

/// <summary>Sizes of the kernel.</summary>
internal sealed record KernelSizes
{
    /// <summary>Rows of the main stream that a grain opens with; a history not longer than this needs no snapshot.</summary>
    public int TailRows { get; init; } = 256;

    /// <summary>Rows read at a time when the tail does not reach back far enough.</summary>
    public int PageRows { get; init; } = 1000;

    /// <summary>The fewest events between two snapshots; beyond it a tenth of the state, so that a write costs the same however large the state.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>How many operations a grain remembers; older ones are found in the journal.</summary>
    public int OperationsRemembered { get; init; } = 256;

    /// <summary>The most commands in one append, so that a commit stays short.</summary>
    public int LargestBatch { get; init; } = 256;

    /// <summary>Where a snapshot is turned into bytes: beside the grain's turns.</summary>
    public Func<Func<byte[]>, Task<byte[]>> Offload { get; init; } = Task.Run;
}

/// <summary>A further stream of a grain.</summary>
/// <param name="Name">Its name within the grain.</param>
/// <param name="Holds">Which events go there.</param>
/// <param name="ReplayLast">How many of its last events the state needs.</param>
/// <param name="Lifetime">How long its rows are kept; null for ever.</param>
public sealed record SubStream<TEvent>(string Name, Func<TEvent, bool> Holds, int ReplayLast, TimeSpan? Lifetime = null);

/// <summary>Something another grain is told whenever it changed. Stored like any effect, but a newer one replaces an older one not yet delivered.</summary>
/// <param name="Id">Its name within the grain.</param>
/// <param name="Changed">Whether a step from one state to the next is news.</param>
/// <param name="Make">The effect for a state, given the operation id it is to carry and the main stream's seq, which orders it.</param>
/// <param name="Lag">How old the news may be, so that a busy grain tells once what changed many times; no answer waits for it. Null: told at once.</param>
public sealed record StateReplica<TState>(string Id, Func<TState, TState, bool> Changed, Func<TState, string, long, OutboxMessage> Make, TimeSpan? Lag = null);
