using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.Grains.Durability;

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

/// <summary>Decisions of the directory.</summary>
internal static class DirectoryRules
{
    public static Decision<DirectoryEvent> Put(DirectoryState directory, PutCircleSummary command, DateTimeOffset now) =>
        directory.Circles.TryGetValue(command.Summary.Id, out var held) && held.Version >= command.Summary.Version ? Decision.Nothing : new SummaryPut(command.Summary);
}
