namespace XelaConnect.Grains.Circles;

internal static class CircleJournal
{
    public static readonly JournalDefinition<CircleState, CircleEvent> Circle = new()
    {
        Name = "circles.circle",
        Empty = static id => new CircleState(id),
        Apply = CircleState.Apply,
        Events = new EventCodec<CircleEvent>(CircleJson.Default),
        SubStreams = [new SubStream<CircleEvent>("activity", static e => e is PostAdded, CircleState.RecentCount)],
        Snapshot = CircleJson.Default.CircleState,
        SizeOf = static circle => circle.Members.Count,
        Replicas =
        [
            new StateReplica<CircleState>("directory",
                static (before, after) => after.Profile is not null && before.Version != after.Version,
                static (circle, op, version) =>
                    CircleDirectoryMessages.Put.To(
                        "all", new PutCircleSummary(op, CircleRules.SummaryOf(circle, version)))),
        ],
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
        CoveredRowsKept = 0,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CircleEvent))]
[JsonSerializable(typeof(CircleState))]
[JsonSerializable(typeof(MembershipEvent))]
[JsonSerializable(typeof(MembershipsState))]
[JsonSerializable(typeof(DirectoryEvent))]
[JsonSerializable(typeof(DirectoryState))]
internal sealed partial class CircleJson : JsonSerializerContext;
