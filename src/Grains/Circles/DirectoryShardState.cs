namespace XelaConnect.Grains.Circles;

/// <summary>Deleted circles stay, so that a late summary does not list them again.</summary>
internal sealed record DirectoryShardState(string Shard) : IJsonOnDeserialized
{
    public ImmutableDictionary<string, DirectoryEntry> Circles { get; init; } =
        ImmutableDictionary.Create<string, DirectoryEntry>(StringComparer.Ordinal);

    /// <summary>The seq up to which the directory of earlier versions is imported; null before the first import.</summary>
    public long? ImportedSeq { get; init; }

    /// <summary>In the order of their last change.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<DirectoryEntry> Changed { get; private set; } =
        ImmutableSortedSet.Create<DirectoryEntry>(DirectoryEntry.BySeq);

    public static DirectoryShardState Apply(
        DirectoryShardState shard, EventEnvelope<DirectoryShardEvent> envelope) => envelope.Event switch
    {
        SummaryReported e => shard.With(new DirectoryEntry(e.Summary, envelope.Seq, IsImported: false)),
        SummaryImported e => shard.With(new DirectoryEntry(e.Summary, envelope.Seq, IsImported: true)),
        DirectoryImported e => shard with { ImportedSeq = e.Seq },
        _ => throw new InvalidDataException($"The directory cannot apply the event {envelope.Event.GetType().Name}."),
    };

    /// <summary>Complete up to a seq of the last, or of the shard.</summary>
    public CircleDirectoryChanges ChangedAfter(long afterSeq, int limit, long seq)
    {
        // A reader that is ahead has seen what this shard does not hold, such as a database before it was restored.
        var isWhole = afterSeq <= 0 || afterSeq > seq;
        var index = isWhole ? 0 : Changed.IndexOf(DirectoryEntry.At(afterSeq));
        var first = index < 0 ? ~index : isWhole ? 0 : index + 1;
        var count = Math.Min(limit, Changed.Count - first);
        var changes = ImmutableArray.CreateBuilder<CircleSummary>(count);
        for (var i = first; i < first + count; i++) changes.Add(Changed[i].Summary);
        var more = first + count < Changed.Count;
        return new(changes.MoveToImmutable(), more ? Changed[first + count - 1].Seq : seq, more, isWhole);
    }

    public void OnDeserialized() => Changed = ImmutableSortedSet.CreateRange(DirectoryEntry.BySeq, Circles.Values);

    private DirectoryShardState With(DirectoryEntry entry)
    {
        var changed = Circles.TryGetValue(entry.Summary.Id, out var before) ? Changed.Remove(before) : Changed;
        return this with { Circles = Circles.SetItem(entry.Summary.Id, entry), Changed = changed.Add(entry) };
    }
}

/// <summary>Imported: as a version before the shards stored it, without the posts since the last other change.</summary>
internal sealed record DirectoryEntry(CircleSummary Summary, long Seq, bool IsImported)
{
    public static readonly Comparer<DirectoryEntry> BySeq =
        Comparer<DirectoryEntry>.Create(static (a, b) => a.Seq.CompareTo(b.Seq));

    public static DirectoryEntry At(long seq) => new(null!, seq, IsImported: false);
}

[JsonDerivedType(typeof(SummaryReported), "circles.summary-reported.v1")]
[JsonDerivedType(typeof(SummaryImported), "circles.summary-imported.v1")]
[JsonDerivedType(typeof(DirectoryImported), "circles.directory-imported.v1")]
internal abstract record DirectoryShardEvent;
internal sealed record SummaryReported(CircleSummary Summary) : DirectoryShardEvent;
internal sealed record SummaryImported(CircleSummary Summary) : DirectoryShardEvent;
internal sealed record DirectoryImported(long Seq) : DirectoryShardEvent;
