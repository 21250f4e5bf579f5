namespace XelaConnect.Grains.Circles;

internal static class DirectoryShardRules
{
    public static Decision<DirectoryShardEvent> Put(
        DirectoryShardState shard, PutCircleSummary command, DateTimeOffset now) =>
        shard.Circles.TryGetValue(command.Summary.Id, out var known) && !IsNewer(command.Summary, known)
            ? Decision.Nothing
            : new SummaryReported(command.Summary);

    public static Decision<DirectoryShardEvent> Import(
        DirectoryShardState shard, ImportSummaries command, DateTimeOffset now)
    {
        List<DirectoryShardEvent> events = [];
        foreach (var summary in command.Circles)
            if (!shard.Circles.TryGetValue(summary.Id, out var known) || summary.Version > known.Summary.Version)
                events.Add(new SummaryImported(summary));
        if (command.EndSeq is { } seq && shard.ImportedSeq != seq) events.Add(new DirectoryImported(seq));
        return Decision<DirectoryShardEvent>.Record([.. events]);
    }

    /// <summary>The versions of imported summaries did not count posts.</summary>
    private static bool IsNewer(CircleSummary summary, DirectoryEntry known) =>
        summary.Version > known.Summary.Version || (known.IsImported && summary.Version == known.Summary.Version);
}

/// <summary>A part of the directory of earlier versions; the last names its seq.</summary>
internal sealed record ImportSummaries(string OperationId, ImmutableArray<CircleSummary> Circles, long? EndSeq) : ICommand;
