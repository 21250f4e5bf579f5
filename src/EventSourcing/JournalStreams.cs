namespace XelaConnect.EventSourcing;

/// <summary>The streams of one grain in the store: the main stream is 0, its sub-streams follow.</summary>
internal sealed class JournalStreams<TState, TEvent>(
    JournalDefinition<TState, TEvent> definition, IJournalStore store, string key)
    where TState : class where TEvent : class
{
    private readonly string[] names =
    [
        $"{definition.Name}/{key}",
        .. definition.SubStreams.Select(subStream => $"{definition.Name}/{key}/{subStream.Name}"),
    ];

    public string Key => key;
    public int Count => names.Length;

    public string NameOf(int subStream) => names[subStream];

    public async Task<ImmutableArray<EventEnvelope<TEvent>>> ReadAfterAsync(int subStream, long afterSeq, int limit) =>
        Decode(subStream, await store.ReadAfterAsync(names[subStream], afterSeq, limit));

    public async Task<ImmutableArray<EventEnvelope<TEvent>>> ReadBeforeAsync(int subStream, long beforeSeq, int limit) =>
        Decode(subStream, await store.ReadBeforeAsync(names[subStream], beforeSeq, limit));

    public async Task<ImmutableArray<EventEnvelope<TEvent>>> ReadMentionsAsync(
        int subStream, string text, long afterSeq, long upToSeq, int limit) =>
        Decode(subStream, await store.ReadMentionsAsync(names[subStream], text, afterSeq, upToSeq, limit));

    /// <summary>Empty when the journal does not hold the operation.</summary>
    public async Task<ImmutableArray<EventEnvelope<TEvent>>> FindAsync(string operationId)
    {
        var rows = await store.FindOperationAsync(names, operationId);
        return [.. rows.Select(row => Decode(Array.IndexOf(names, row.Stream), row))];
    }

    public EventEnvelope<TEvent> Decode(int subStream, JournalRow row) =>
        new(subStream, row.Seq, row.At, row.Op, definition.Events.Decode(row.Type, row.Payload));

    public JournalRow Encode(EventEnvelope<TEvent> envelope)
    {
        var (alias, payload) = definition.Events.Encode(envelope.Event);
        var expires = envelope.At + definition.LifetimeOf(envelope.SubStream);
        return new JournalRow(names[envelope.SubStream], envelope.Seq, envelope.At, envelope.Op, alias, payload, expires);
    }

    private ImmutableArray<EventEnvelope<TEvent>> Decode(int subStream, IReadOnlyList<JournalRow> rows)
    {
        var decoded = ImmutableArray.CreateBuilder<EventEnvelope<TEvent>>(rows.Count);
        foreach (var row in rows) decoded.Add(Decode(subStream, row));
        return decoded.MoveToImmutable();
    }
}
