namespace XelaConnect.Grains.Circles;

/// <summary>Ids sort by creation time, so the order is stable under a reader's cursor.</summary>
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

internal static class DirectoryRules
{
    public static Decision<DirectoryEvent> Put(DirectoryState directory, PutCircleSummary command, DateTimeOffset now) =>
        directory.Circles.TryGetValue(command.Summary.Id, out var stored) && stored.Version >= command.Summary.Version
            ? Decision.Nothing
            : new SummaryPut(command.Summary);
}
