namespace XelaConnect.EventSourcing;

/// <summary>The committed and the staged state of one grain, each with the last seq of every stream.</summary>
internal sealed class JournalState<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, TState opened, long[] seqs)
    where TState : class where TEvent : class
{
    private readonly long[] committedSeqs = seqs;
    private readonly long[] stagedSeqs = [.. seqs];

    public TState Committed { get; private set; } = opened;

    public TState Staged { get; private set; } = opened;

    /// <summary>Whether nothing is stored or staged.</summary>
    public bool IsEmpty => Array.TrueForAll(stagedSeqs, static seq => seq == 0);

    /// <summary>The last staged seq of the main stream.</summary>
    public long StagedSeq => stagedSeqs[0];

    /// <summary>
    /// The sum of all staged seqs. It rises with every command, whichever streams it writes to, and so orders versions
    /// of a message.
    /// </summary>
    public long StagedVersion => stagedSeqs.Sum();

    public long SeqOf(int subStream) => committedSeqs[subStream];

    /// <summary>Applies events to the staged state and numbers them. An exception leaves both as they were.</summary>
    public ImmutableArray<EventEnvelope<TEvent>> Stage(
        ImmutableArray<TEvent> events, string operationId, DateTimeOffset at)
    {
        var envelopes = ImmutableArray.CreateBuilder<EventEnvelope<TEvent>>(events.Length);
        var next = Staged;
        Span<long> seqs = stackalloc long[stagedSeqs.Length];
        stagedSeqs.CopyTo(seqs);
        foreach (var happened in events)
        {
            var subStream = definition.SubStreamOf(happened);
            // Only the first event of an operation in each stream carries the operation id, which is unique there.
            var op = seqs[subStream] == stagedSeqs[subStream] ? operationId : null;
            var envelope = new EventEnvelope<TEvent>(subStream, ++seqs[subStream], at, op, happened);
            next = definition.Apply(next, envelope);
            envelopes.Add(envelope);
        }
        seqs.CopyTo(stagedSeqs);
        Staged = next;
        return envelopes.MoveToImmutable();
    }

    /// <summary>Makes a staged state the committed one.</summary>
    public void Commit(TState after, ImmutableArray<EventEnvelope<TEvent>> events)
    {
        Committed = after;
        foreach (var envelope in events) committedSeqs[envelope.SubStream] = envelope.Seq;
    }

    /// <summary>Drops everything that is staged and not committed.</summary>
    public void Rollback()
    {
        Staged = Committed;
        committedSeqs.CopyTo(stagedSeqs, 0);
    }
}
