using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

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

    /// <summary>
    /// Name of the snapshot; the journal's unless set. A new name makes snapshots of an incompatible form invisible: the state is rebuilt from
    /// the journal, which therefore must be complete.
    /// </summary>
    public string SnapshotName { get => field ?? Name; init; }

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
