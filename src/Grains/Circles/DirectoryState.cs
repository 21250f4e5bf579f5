namespace XelaConnect.Grains.Circles;

/// <summary>What versions before the shards stored. Nothing is added to it.</summary>
internal sealed record DirectoryState
{
    public ImmutableSortedDictionary<string, CircleSummary> Circles { get; init; } =
        ImmutableSortedDictionary.Create<string, CircleSummary>(StringComparer.Ordinal);

    public static DirectoryState Apply(
        DirectoryState directory, EventEnvelope<DirectoryEvent> envelope) => envelope.Event switch
    {
        SummaryPut e => directory with
        {
            Circles = directory.Circles.WithComparers(StringComparer.Ordinal).SetItem(e.Summary.Id, e.Summary),
        },
        _ => throw new InvalidDataException($"The directory cannot apply the event {envelope.Event.GetType().Name}."),
    };
}

[JsonDerivedType(typeof(SummaryPut), "circles.summary-put.v1")]
internal abstract record DirectoryEvent;
internal sealed record SummaryPut(CircleSummary Summary) : DirectoryEvent;
