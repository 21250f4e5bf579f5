using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Circles;

/// <summary>Summaries of all circles by id. Ids sort by time, so the order never changes under a reader's cursor.</summary>
internal sealed record DirectoryState
{
    public ImmutableSortedDictionary<string, CircleSummary> Circles { get; init; } = ImmutableSortedDictionary.Create<string, CircleSummary>(StringComparer.Ordinal);

    public static DirectoryState Apply(DirectoryState directory, EventEnvelope<DirectoryEvent> recorded) => recorded.Event switch
    {
        SummaryPut e => directory with { Circles = directory.Circles.WithComparers(StringComparer.Ordinal).SetItem(e.Summary.Id, e.Summary) },
        _ => throw new InvalidDataException($"The directory does not know the event {recorded.Event.GetType().Name}."),
    };
}
