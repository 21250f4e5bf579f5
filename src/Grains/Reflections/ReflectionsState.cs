using System.Collections.Immutable;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Reflections;

/// <summary>
/// What one person's journal holds: which reflections there are and where their words are. The words themselves stay in the store: 5,000 reflections of
/// 4,000 characters are 20 MB there, and here one megabyte.
/// </summary>
internal sealed record ReflectionsState(string UserId)
{
    /// <summary>The most one person keeps.</summary>
    public const int Max = 10_000;

    /// <summary>Those there are, by the place of their writing in the history, so by time.</summary>
    public ImmutableSortedDictionary<long, KeptReflection> Kept { get; init; } = ImmutableSortedDictionary<long, KeptReflection>.Empty;

    /// <summary>How many events there were; the next reflection's number follows it.</summary>
    public long LastSeq { get; init; }

    /// <summary>How many texts were ever stored; the next one's place follows it.</summary>
    public long Texts { get; init; }

    /// <summary>How many were ever written, and on how many UTC days.</summary>
    public int Written { get; init; }
    public int Days { get; init; }
    public DateOnly LastDay { get; init; }

    /// <summary>The one of this id, if it is there.</summary>
    public KeptReflection? Find(string id) => Ids.SeqOf("reflection", id) is { } number && Kept.TryGetValue(number, out var kept) && kept.Id == id ? kept : null;

    public static ReflectionsState Apply(ReflectionsState journal, EventEnvelope<ReflectionsEvent> recorded) => recorded.Event switch
    {
        // The words: where they are is said by the event beside them.
        TextStored => journal,
        ReflectionWritten e => journal.On(recorded) with
        {
            Kept = journal.Kept.SetItem(recorded.Seq, new KeptReflection(e.Id, recorded.Seq, e.Prompt, e.Content, e.IsPublic, recorded.At, recorded.At)),
            Texts = Math.Max(journal.Texts, e.Content), LastSeq = recorded.Seq, Written = journal.Written + 1,
        },
        ReflectionEdited e => journal with
        {
            Kept = journal.Kept.TryGetValue(e.Number, out var kept)
                ? journal.Kept.SetItem(e.Number, kept with { Prompt = e.Prompt, Content = e.Content, IsPublic = e.IsPublic, UpdatedAt = recorded.At })
                : journal.Kept,
            Texts = Math.Max(journal.Texts, Math.Max(e.Prompt, e.Content)), LastSeq = recorded.Seq,
        },
        ReflectionDeleted e => journal with { Kept = journal.Kept.Remove(e.Number), LastSeq = recorded.Seq },
        _ => throw new InvalidDataException($"A journal of reflections does not know the event {recorded.Event.GetType().Name}."),
    };

    private ReflectionsState On(EventEnvelope<ReflectionsEvent> recorded)
    {
        var day = UtcDay.Of(recorded.At);
        return day > LastDay ? this with { Days = Days + 1, LastDay = day } : this;
    }
}

/// <summary>A reflection without its words.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">The place of its writing in the history.</param>
/// <param name="Prompt">The place of its prompt among the texts; 0 is none.</param>
/// <param name="Content">The place of its content among the texts.</param>
/// <param name="IsPublic">Whether everybody may read it.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record KeptReflection(string Id, long Number, long Prompt, long Content, bool IsPublic, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
