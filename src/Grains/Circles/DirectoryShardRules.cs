namespace XelaConnect.Grains.Circles;

internal static class DirectoryShardRules
{
    public static DirectoryShardEvent Redacted(DirectoryShardEvent happened, string part) => happened switch
    {
        SummaryReported e => Redacted(e.Summary, part) is var summary && ReferenceEquals(summary, e.Summary)
            ? e : new SummaryReported(summary),
        SummaryImported e => Redacted(e.Summary, part) is var summary && ReferenceEquals(summary, e.Summary)
            ? e : new SummaryImported(summary),
        _ => happened,
    };

    public static DirectoryEvent Redacted(DirectoryEvent happened, string part) =>
        happened is SummaryPut e && Redacted(e.Summary, part) is var summary && !ReferenceEquals(summary, e.Summary)
            ? new SummaryPut(summary)
            : happened;

    public static DirectoryShardState Redacted(DirectoryShardState shard, string part)
    {
        var changed = shard.Circles.Values.Select(entry => entry with { Summary = Redacted(entry.Summary, part) })
            .Where(entry => !ReferenceEquals(entry.Summary, shard.Circles[entry.Summary.Id].Summary))
            .Select(static entry => KeyValuePair.Create(entry.Summary.Id, entry)).ToList();
        return changed.Count == 0 ? shard : shard with { Circles = shard.Circles.SetItems(changed) };
    }

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

    /// <summary>The same instance when nothing changes. The part may be that of a circle that is erased.</summary>
    private static CircleSummary Redacted(CircleSummary summary, string part)
    {
        if (summary.Id.EndsWith(part, StringComparison.Ordinal))
            return summary with
            {
                Profile = new("", summary.Profile.Category, "", null, null, null, []), Active = false, CreatedBy = null,
                RecentMembers = [],
            };
        var isCreator = FormerUsers.Names(summary.CreatedBy, part);
        return !isCreator && !summary.RecentMembers.Any(card => FormerUsers.Names(card.UserId, part)) ? summary
            : summary with
            {
                CreatedBy = isCreator ? null : summary.CreatedBy,
                RecentMembers = [.. summary.RecentMembers.Select(
                    card => FormerUsers.Names(card.UserId, part) ? CircleRules.Former(card) : card)],
            };
    }

    /// <summary>The versions of imported summaries did not count posts.</summary>
    private static bool IsNewer(CircleSummary summary, DirectoryEntry known) =>
        summary.Version > known.Summary.Version || (known.IsImported && summary.Version == known.Summary.Version);
}

/// <summary>A part of the directory of earlier versions; the last names its seq.</summary>
internal sealed record ImportSummaries(string OperationId, ImmutableArray<CircleSummary> Circles, long? EndSeq) : ICommand;
