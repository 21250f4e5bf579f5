namespace XelaConnect.Grains.Circles;

internal static class CircleJournal
{
    /// <summary>How often a circle reports to the directory. With the age of a silo's copy, a list lags 5 seconds.</summary>
    public static readonly TimeSpan DirectoryInterval = TimeSpan.FromSeconds(4);

    public static readonly JournalDefinition<CircleState, CircleEvent> Circle = new()
    {
        Name = "circles.circle",
        Empty = static id => new CircleState(id),
        Apply = CircleState.Apply,
        Events = new EventCodec<CircleEvent>(CircleJson.Default),
        SubStreams = [new SubStream<CircleEvent>("activity", static e => e is PostAdded, CircleState.RecentCount)],
        Snapshot = CircleJson.Default.CircleState,
        SizeOf = static circle => circle.Members.Count,
        Redacted = CircleRules.Redacted,
        Replicas =
        [
            new StateReplica<CircleState>("directory",
                static (before, after) => after.Profile is not null && before.EventCount != after.EventCount,
                static (circle, op, _) =>
                    CircleDirectoryMessages.Put.To("all", new PutCircleSummary(op, CircleRules.SummaryOf(circle))),
                DirectoryInterval, FirstAtOnce: true),
        ],
    };

    public static readonly JournalDefinition<CircleMembersState, CircleMembersEvent> Members = new()
    {
        Name = "circles.members",
        Empty = static _ => new CircleMembersState(),
        Apply = CircleMembersState.Apply,
        Events = new EventCodec<CircleMembersEvent>(CircleJson.Default),
        Snapshot = CircleJson.Default.CircleMembersState,
        Redacted = CircleMembersRules.Redacted,
    };

    public static readonly JournalDefinition<MembershipsState, MembershipEvent> Memberships = new()
    {
        Name = "circles.memberships",
        Empty = static id => new MembershipsState(id),
        Apply = MembershipsState.Apply,
        Events = new EventCodec<MembershipEvent>(CircleJson.Default),
        Snapshot = CircleJson.Default.MembershipsState,
        SizeOf = static memberships => memberships.Joined.Count,
        Replicas =
        [
            UserFacets.Replica<MembershipsState>("user", static (before, after) => before.Joined != after.Joined,
                static memberships => memberships.UserId,
                static memberships => new CirclesFacet { CircleIds = [.. memberships.Joined.Select(m => m.CircleId)] }),
        ],
    };

    public static readonly JournalDefinition<DirectoryState, DirectoryEvent> Directory = new()
    {
        Name = "circles.directory",
        Empty = static _ => new DirectoryState(),
        Apply = DirectoryState.Apply,
        Events = new EventCodec<DirectoryEvent>(CircleJson.Default),
        Snapshot = CircleJson.Default.DirectoryState,
        SizeOf = static directory => directory.Circles.Count,
        Redacted = DirectoryShardRules.Redacted,
    };

    public static readonly JournalDefinition<DirectoryShardState, DirectoryShardEvent> DirectoryShard = new()
    {
        Name = "circles.directory-shard",
        Empty = static shard => new DirectoryShardState(shard),
        Apply = DirectoryShardState.Apply,
        Events = new EventCodec<DirectoryShardEvent>(CircleJson.Default),
        Snapshot = CircleJson.Default.DirectoryShardState,
        SizeOf = static shard => shard.Circles.Count,
        CoveredRowsKept = 0,
        Redacted = DirectoryShardRules.Redacted,
        RedactedState = DirectoryShardRules.Redacted,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CircleEvent))]
[JsonSerializable(typeof(CircleState))]
[JsonSerializable(typeof(CircleMembersEvent))]
[JsonSerializable(typeof(CircleMembersState))]
[JsonSerializable(typeof(MembershipEvent))]
[JsonSerializable(typeof(MembershipsState))]
[JsonSerializable(typeof(DirectoryEvent))]
[JsonSerializable(typeof(DirectoryState))]
[JsonSerializable(typeof(DirectoryShardEvent))]
[JsonSerializable(typeof(DirectoryShardState))]
internal sealed partial class CircleJson : JsonSerializerContext;
