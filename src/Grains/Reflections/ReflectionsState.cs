namespace XelaConnect.Grains.Reflections;

/// <summary>
/// One user's reflections without their texts, which stay in the store: 5,000 reflections of 4,000 characters are 20
/// MB there and one megabyte here.
/// </summary>
internal sealed record ReflectionsState(string UserId)
{
    /// <summary>The maximum number of reflections of a user.</summary>
    public const int Max = 10_000;

    /// <summary>The reflections by the seq of their first event, hence by time.</summary>
    public ImmutableSortedDictionary<long, KeptReflection> Kept { get; init; } = ImmutableSortedDictionary<long, KeptReflection>.Empty;

    /// <summary>The seq of the last event; the next reflection's number follows it.</summary>
    public long LastSeq { get; init; }

    /// <summary>The seq of the last text; the next text's seq follows it.</summary>
    public long Texts { get; init; }

    /// <summary>The number of reflections that were ever written, and of UTC days on which one was.</summary>
    public int Written { get; init; }
    public int Days { get; init; }
    public DateOnly LastDay { get; init; }

    /// <summary>The reflection of an id; null for an unknown one.</summary>
    public KeptReflection? Find(string id) =>
        Ids.SeqOf("reflection", id) is { } number && Kept.TryGetValue(number, out var kept) && kept.Id == id ? kept : null;

    public static ReflectionsState Apply(ReflectionsState journal, EventEnvelope<ReflectionsEvent> envelope) => envelope.Event switch
    {
        // The event of the reflection refers to the text by its seq.
        TextStored => journal,
        ReflectionWritten e => journal.CountDay(envelope.At) with
        {
            Kept = journal.Kept.SetItem(
                envelope.Seq, new KeptReflection(e.Id, envelope.Seq, e.Prompt, e.Content, e.IsPublic, envelope.At, envelope.At)),
            Texts = Math.Max(journal.Texts, e.Content),
            LastSeq = envelope.Seq,
            Written = journal.Written + 1,
        },
        ReflectionEdited e => journal with
        {
            Kept = journal.Kept.TryGetValue(e.Number, out var kept)
                ? journal.Kept.SetItem(
                    e.Number, kept with { Prompt = e.Prompt, Content = e.Content, IsPublic = e.IsPublic, UpdatedAt = envelope.At })
                : journal.Kept,
            Texts = Math.Max(journal.Texts, Math.Max(e.Prompt, e.Content)),
            LastSeq = envelope.Seq,
        },
        ReflectionDeleted e => journal with { Kept = journal.Kept.Remove(e.Number), LastSeq = envelope.Seq },
        _ => throw new InvalidDataException($"Reflections cannot apply the event {envelope.Event.GetType().Name}."),
    };

    private ReflectionsState CountDay(DateTimeOffset at)
    {
        var day = UtcDay.Of(at);
        return day > LastDay ? this with { Days = Days + 1, LastDay = day } : this;
    }
}

/// <summary>A reflection without its texts.</summary>
/// <param name="Id">The id.</param>
/// <param name="Number">The seq of its first event.</param>
/// <param name="Prompt">The seq of the prompt among the texts; 0 for none.</param>
/// <param name="Content">The seq of the content among the texts.</param>
/// <param name="IsPublic">Whether other users may read it.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record KeptReflection(
    string Id, long Number, long Prompt, long Content, bool IsPublic, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
