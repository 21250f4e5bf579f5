using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

/// <summary>How one kind of grain stores its history. One instance for each kind, registered by its feature.</summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <typeparam name="TEvent">The base of the grain's events.</typeparam>
public sealed class JournalDefinition<TState, TEvent> where TState : class where TEvent : class
{
    /// <summary>
    /// Prefix of stream names and name of the snapshot, e.g. <c>circles.circle</c>. Part of stored keys: unique and
    /// never changed.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The state before the first event, for a grain key.</summary>
    public required Func<string, TState> Empty { get; init; }

    /// <summary>
    /// The state after one more event. Pure. Events of different streams must commute, since streams are replayed one
    /// after the other.
    /// </summary>
    public required Func<TState, EventEnvelope<TEvent>, TState> Apply { get; init; }

    /// <summary>Stored form of the events.</summary>
    public required EventCodec<TEvent> Events { get; init; }

    /// <summary>Streams beside the main one.</summary>
    public ImmutableArray<SubStream<TEvent>> SubStreams { get; init; } = [];

    /// <summary>
    /// Stored form of the state, for grains whose main stream can outgrow <see cref="KernelSizes.TailRows"/>; else
    /// null.
    /// </summary>
    public JsonTypeInfo<TState>? Snapshot { get; init; }

    /// <summary>
    /// Name of the snapshot; the journal's unless set. A new name makes snapshots of an incompatible form invisible: the
    /// state is rebuilt from the journal, which therefore must be complete.
    /// </summary>
    public string SnapshotName { get => field ?? Name; init; }

    /// <summary>About how many events the state stands for. A large state is written less often.</summary>
    public Func<TState, long> SizeOf { get; init; } = static _ => 0;

    /// <summary>How long rows of the main stream are kept; null: for ever.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Copies of parts of the state at other grains.</summary>
    public ImmutableArray<StateReplica<TState>> Replicas { get; init; } = [];

    /// <summary>Sizes of the kernel. Only tests change them.</summary>
    internal KernelSizes Sizes { get; init; } = new();

    internal int SubStreamOf(TEvent happened)
    {
        for (var i = 0; i < SubStreams.Length; i++)
            if (SubStreams[i].Holds(happened)) return i + 1;
        return 0;
    }

    internal TimeSpan? LifetimeOf(int subStream) => subStream == 0 ? Lifetime : SubStreams[subStream - 1].Lifetime;
}

/// <summary>A stream of a grain beside the main one. A grain replays only its end.</summary>
/// <param name="Name">Its name within the grain.</param>
/// <param name="Holds">Whether it holds an event.</param>
/// <param name="ReplayLast">How many of its last events the state needs.</param>
/// <param name="Lifetime">How long its rows are kept; null: for ever.</param>
public sealed record SubStream<TEvent>(string Name, Func<TEvent, bool> Holds, int ReplayLast, TimeSpan? Lifetime = null);

/// <summary>
/// A copy of part of a grain's state that is pushed to another grain through the outbox. The newest version replaces
/// older ones.
/// </summary>
/// <param name="Id">Its id within the grain, and the id of its outbox message.</param>
/// <param name="Changed">Whether it differs between two states.</param>
/// <param name="Make">The message for a state, given its operation id and the seq of the main stream, which is its
/// version.</param>
/// <param name="Lag">How long it may be outdated, so that a busy grain sends many changes at once and no response
/// waits. Null: sent with the commit.</param>
public sealed record StateReplica<TState>(
    string Id, Func<TState, TState, bool> Changed, Func<TState, string, long, OutboxMessage> Make, TimeSpan? Lag = null);

/// <summary>Sizes of the kernel. Tests make them small, to reach in ten commands what takes a thousand.</summary>
internal sealed record KernelSizes
{
    /// <summary>
    /// Rows of the main stream that a grain loads when it opens. A shorter history needs no snapshot.
    /// </summary>
    public int TailRows { get; init; } = 256;

    /// <summary>Rows in a page, where the tail does not reach back to the snapshot.</summary>
    public int PageRows { get; init; } = 1000;

    /// <summary>The fewest events between two snapshots. A large state waits for a tenth of its size.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>How many operations a grain remembers. Older ones are found in the journal.</summary>
    public int OperationsRemembered { get; init; } = 256;

    /// <summary>The most commands in one append, which keeps a commit short.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Runs the serialization of a snapshot outside of the grain's turns.</summary>
    public Func<Func<byte[]>, Task<byte[]>> Offload { get; init; } = Task.Run;
}
