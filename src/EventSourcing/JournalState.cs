namespace XelaConnect.EventSourcing;

internal sealed class JournalState<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, TState opened, long[] seqs) where TState : class where TEvent : class
{
    private readonly long[] committedSeqs = seqs;
    private readonly long[] stagedSeqs = [.. seqs];

    public TState Committed { get; private set; } = opened;
    public TState Staged { get; private set; } = opened;
    public bool IsEmpty => Array.TrueForAll(stagedSeqs, static seq => seq == 0);
    public long StagedSeq => stagedSeqs[0];
    /// <summary>Rises with every command, whichever stream it writes, and so orders versions of a message.</summary>
    public long StagedVersion => stagedSeqs.Sum();

    public long CommittedVersion => committedSeqs.Sum();

    public long SeqOf(int subStream) => committedSeqs[subStream];

    /// <summary>An exception leaves state and seqs as they were.</summary>
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

    public void Commit(TState after, ImmutableArray<EventEnvelope<TEvent>> events)
    {
        Committed = after;
        foreach (var envelope in events) committedSeqs[envelope.SubStream] = envelope.Seq;
    }

    public void Rollback()
    {
        Staged = Committed;
        committedSeqs.CopyTo(stagedSeqs, 0);
    }
}
