namespace XelaConnect.EventSourcing;

/// <summary>How one kind of grain stores its history. One instance for each kind, registered by its feature.</summary>
public sealed class JournalDefinition<TState, TEvent> where TState : class where TEvent : class
{
    /// <summary>Prefix of stream names, e.g. <c>circles.circle</c>. Part of stored keys: never changed.</summary>
    public required string Name { get; init; }
    /// <summary>The state before the first event, for a grain key.</summary>
    public required Func<string, TState> Empty { get; init; }
    /// <summary>Pure. Events of different streams must commute: streams are replayed one after the other.</summary>
    public required Func<TState, EventEnvelope<TEvent>, TState> Apply { get; init; }
    /// <summary>Stored form of the events.</summary>
    public required EventCodec<TEvent> Events { get; init; }
    /// <summary>Streams beside the main one.</summary>
    public ImmutableArray<SubStream<TEvent>> SubStreams { get; init; } = [];
    /// <summary>Stored form of the state where the main stream can outgrow the loaded tail; else null.</summary>
    public JsonTypeInfo<TState>? Snapshot { get; init; }
    /// <summary>The journal's name unless set. A new name hides snapshots of an incompatible form.</summary>
    public string SnapshotName { get => field ?? Name; init; }
    /// <summary>About how many events the state stands for. A large state is written less often.</summary>
    public Func<TState, long> SizeOf { get; init; } = static _ => 0;
    /// <summary>How long rows of the main stream are kept; null: for ever.</summary>
    public TimeSpan? Lifetime { get; init; }
    /// <summary>
    /// How many rows of the main stream stay of those that a snapshot covers; null: all. Only for read models: a rule
    /// must refuse a repetition by the state alone, and the snapshot must stay readable, since it cannot be rebuilt.
    /// </summary>
    public int? CoveredRowsKept { get; init; }
    /// <summary>
    /// An event without the words of somebody who leaves, named by a text in it, for events that others keep. The text
    /// itself is replaced in the stored form.
    /// </summary>
    public Func<TEvent, string, TEvent>? Redacted { get; init; }
    /// <summary>The state without them, where rows are dropped and cannot be replayed.</summary>
    public Func<TState, string, TState>? RedactedState { get; init; }
    /// <summary>Whether rows of the main stream may have words of a person without the text that names them.</summary>
    public bool RedactsEveryMainRow { get; init; }
    /// <summary>Copies of parts of the state at other grains.</summary>
    public ImmutableArray<StateReplica<TState>> Replicas { get; init; } = [];
    /// <summary>Only tests change them.</summary>
    internal KernelSizes Sizes { get; init; } = new();

    internal int SubStreamOf(TEvent happened)
    {
        for (var i = 0; i < SubStreams.Length; i++)
            if (SubStreams[i].Holds(happened)) return i + 1;
        return 0;
    }

    internal TimeSpan? LifetimeOf(int subStream) => subStream == 0 ? Lifetime : SubStreams[subStream - 1].Lifetime;
}

/// <summary>A stream beside the main one, of which a grain replays the last events only.</summary>
public sealed record SubStream<TEvent>(string Name, Func<TEvent, bool> Holds, int ReplayLast, TimeSpan? Lifetime = null);

/// <summary>
/// A part of the state that the outbox copies to another grain, newest version only, after a lag. With
/// <paramref name="FirstAtOnce"/> the lag is only an interval: a change after a quiet one is copied at once.
/// </summary>
public sealed record StateReplica<TState>(
    string Id, Func<TState, TState, bool> Changed, Func<TState, string, long, OutboxMessage> Make, TimeSpan? Lag = null,
    bool FirstAtOnce = false);

/// <summary>Tests make them small, to reach in ten commands what takes a thousand.</summary>
internal sealed record KernelSizes
{
    /// <summary>Rows of the main stream that a grain loads when it opens.</summary>
    public int TailRows { get; init; } = 256;
    public int PageRows { get; init; } = 1000;
    /// <summary>Covered rows that one statement deletes.</summary>
    public int DroppedRows { get; init; } = 1000;
    /// <summary>Rows that one call of an erasure deletes or rewrites.</summary>
    public int ErasedRows { get; init; } = 1000;
    /// <summary>The fewest events between two snapshots. A large state waits for a tenth of its size.</summary>
    public int SnapshotEvery { get; init; } = 200;
    /// <summary>Older ones are found in the journal.</summary>
    public int OperationsRemembered { get; init; } = 256;
    public int MaxBatch { get; init; } = 256;
    /// <summary>Runs the serialization of a snapshot outside of the grain's turns.</summary>
    public Func<Func<byte[]>, Task<byte[]>> Offload { get; init; } = Task.Run;
}
