using System.Text.Json.Serialization;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Circles;

/// <summary>How the circles slice is stored.</summary>
internal static class CircleJournal
{
    public static readonly JournalDefinition<CircleState, CircleEvent> Circle = new()
    {
        Name = "circles.circle",
        Empty = static id => new CircleState(id),
        Apply = CircleState.Apply,
        Events = new EventCodec<CircleEvent>()
            .On("circles.created.v1", CircleJson.Default.CircleCreated)
            .On("circles.edited.v1", CircleJson.Default.CircleEdited)
            .On("circles.closed.v1", CircleJson.Default.CircleClosed)
            .On("circles.member-joined.v1", CircleJson.Default.MemberJoined)
            .On("circles.member-left.v1", CircleJson.Default.MemberLeft)
            .On("circles.member-shown-out.v1", CircleJson.Default.MemberExcluded)
            .On("circles.member-let-in.v1", CircleJson.Default.MemberReadmitted)
            .On("circles.members-released.v1", CircleJson.Default.MembershipsReleased)
            .On("circles.member-updated.v1", CircleJson.Default.MemberUpdated)
            .On("circles.activity-posted.v1", CircleJson.Default.PostAdded)
            .On("circles.activity-removed.v1", CircleJson.Default.PostRemoved),
        SubStreams = [new SubStream<CircleEvent>("activity", static e => e is PostAdded, CircleState.RecentCount)],
        Snapshot = CircleJson.Default.CircleState,
        SizeOf = static circle => circle.Members.Count,
        Replicas =
        [
            new StateReplica<CircleState>("directory",
                static (before, after) => after.Profile is not null && before.Version != after.Version,
                static (circle, op, version) => CircleMessages.PutSummary.To("all", new PutCircleSummary(op, CircleRules.SummaryOf(circle, version)))),
        ],
    };

    public static readonly JournalDefinition<MembershipsState, MembershipEvent> Memberships = new()
    {
        Name = "circles.memberships",
        Empty = static id => new MembershipsState(id),
        Apply = MembershipsState.Apply,
        Events = new EventCodec<MembershipEvent>()
            .On("circles.entered.v1", CircleJson.Default.CircleJoined)
            .On("circles.own-created.v1", CircleJson.Default.CreatedCircleJoined)
            .On("circles.quit.v1", CircleJson.Default.CircleLeft)
            .On("circles.card-changed.v1", CircleJson.Default.CardChanged),
        Snapshot = CircleJson.Default.MembershipsState,
        SizeOf = static memberships => memberships.Joined.Count,
        Replicas =
        [
            new StateReplica<MembershipsState>("user",
                static (before, after) => before.Joined != after.Joined,
                static (memberships, op, version) => CircleMessages.ProjectCircles.To(memberships.UserId,
                    new XelaConnect.Profiles.ProjectCircles(op, version, [.. memberships.Joined.Select(m => m.CircleId)]))),
        ],
    };

    public static readonly JournalDefinition<DirectoryState, DirectoryEvent> Directory = new()
    {
        Name = "circles.directory",
        Empty = static _ => new DirectoryState(),
        Apply = DirectoryState.Apply,
        Events = new EventCodec<DirectoryEvent>().On("circles.summary-put.v1", CircleJson.Default.SummaryPut),
        Snapshot = CircleJson.Default.DirectoryState,
        SizeOf = static directory => directory.Circles.Count,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CircleCreated))]
[JsonSerializable(typeof(CircleEdited))]
[JsonSerializable(typeof(CircleClosed))]
[JsonSerializable(typeof(MemberJoined))]
[JsonSerializable(typeof(MemberLeft))]
[JsonSerializable(typeof(MemberExcluded))]
[JsonSerializable(typeof(MemberReadmitted))]
[JsonSerializable(typeof(MembershipsReleased))]
[JsonSerializable(typeof(MemberUpdated))]
[JsonSerializable(typeof(PostAdded))]
[JsonSerializable(typeof(PostRemoved))]
[JsonSerializable(typeof(CircleState))]
[JsonSerializable(typeof(CircleJoined))]
[JsonSerializable(typeof(CreatedCircleJoined))]
[JsonSerializable(typeof(CircleLeft))]
[JsonSerializable(typeof(CardChanged))]
[JsonSerializable(typeof(MembershipsState))]
[JsonSerializable(typeof(SummaryPut))]
[JsonSerializable(typeof(DirectoryState))]
[JsonSerializable(typeof(CreateCircle))]
[JsonSerializable(typeof(AddMember))]
[JsonSerializable(typeof(RecordDeparture))]
[JsonSerializable(typeof(RemoveMembership))]
[JsonSerializable(typeof(ReleaseMemberships))]
[JsonSerializable(typeof(UpdateMember))]
[JsonSerializable(typeof(PutCircleSummary))]
[JsonSerializable(typeof(XelaConnect.Profiles.ProjectCircles))]
internal sealed partial class CircleJson : JsonSerializerContext;
