namespace XelaConnect.Grains.Reflections;

/// <summary>Texts stay in the store: 5,000 reflections of 4,000 characters are 20 MB there, 1 MB here.</summary>
internal sealed record ReflectionsState(string UserId)
{
    public const int Max = 10_000;

    /// <summary>By the seq of their first event, hence by time.</summary>
    public ImmutableSortedDictionary<long, KeptReflection> Kept { get; init; } =
        ImmutableSortedDictionary<long, KeptReflection>.Empty;
    public long LastSeq { get; init; }
    public long Texts { get; init; }
    /// <summary>Reflections that were ever written, and UTC days on which one was.</summary>
    public int Written { get; init; }
    public int Days { get; init; }
    public DateOnly LastDay { get; init; }

    public KeptReflection? Find(string id) =>
        Ids.SeqOf("reflection", id) is { } seq && Kept.TryGetValue(seq, out var kept) && kept.Id == id ? kept : null;

    public static ReflectionsState Apply(
        ReflectionsState journal, EventEnvelope<ReflectionsEvent> envelope) => envelope.Event switch
    {
        // The event of the reflection refers to the text by its seq.
        TextStored => journal,
        ReflectionWritten e => journal.CountDay(envelope.At).With(
            new KeptReflection(e.Id, envelope.Seq, e.Prompt, e.Content, e.IsPublic, envelope.At, envelope.At)) with
        {
            LastSeq = envelope.Seq, Written = journal.Written + 1,
        },
        ReflectionEdited e when journal.Kept.TryGetValue(e.Number, out var kept) => journal.With(
            kept with { Prompt = e.Prompt, Content = e.Content, IsPublic = e.IsPublic, UpdatedAt = envelope.At }) with
        {
            LastSeq = envelope.Seq,
        },
        ReflectionDeleted e => journal with { Kept = journal.Kept.Remove(e.Number), LastSeq = envelope.Seq },
        _ => throw new InvalidDataException($"Reflections cannot apply the event {envelope.Event.GetType().Name}."),
    };

    private ReflectionsState With(KeptReflection kept) => this with
    {
        Kept = Kept.SetItem(kept.Number, kept), Texts = Math.Max(Texts, Math.Max(kept.Prompt, kept.Content)),
    };

    private ReflectionsState CountDay(DateTimeOffset at)
    {
        var day = UtcDay.Of(at);
        return day > LastDay ? this with { Days = Days + 1, LastDay = day } : this;
    }
}

/// <summary>Number is the seq of its first event; prompt (0 for none) and content are seqs of texts.</summary>
internal sealed record KeptReflection(
    string Id, long Number, long Prompt, long Content, bool IsPublic, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
