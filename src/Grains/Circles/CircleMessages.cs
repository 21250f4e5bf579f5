using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Circles;

/// <summary>What circles and memberships owe each other and the rest.</summary>
internal static class CircleMessages
{
    public static readonly OutboxMessageType<CreateCircle> Create = new("circles.create.v1", CircleJson.Default.CreateCircle,
        static (grains, circleId, command) => grains.Circle(circleId).CreateAsync(command));

    /// <summary>A circle that is gone takes nobody in, and none takes in whom it showed out: then the membership ends at the person's side too.</summary>
    public static readonly OutboxMessageType<AddMember> AddMember = new("circles.admit.v1", CircleJson.Default.AddMember, static async (grains, circleId, command) =>
    {
        var outcome = await grains.Circle(circleId).AddMemberAsync(command);
        if (!outcome.IsOk)
            await grains.Memberships(command.Member.UserId).RemoveMembershipAsync(new RemoveMembership($"{command.OperationId}/refused", circleId, command.JoinId));
    });

    public static readonly OutboxMessageType<RecordDeparture> RecordDeparture = new("circles.depart.v1", CircleJson.Default.RecordDeparture,
        static (grains, circleId, command) => grains.Circle(circleId).RecordDepartureAsync(command));

    public static readonly OutboxMessageType<RemoveMembership> RemoveMembership = new("circles.dismiss.v1", CircleJson.Default.RemoveMembership,
        static (grains, userId, command) => grains.Memberships(userId).RemoveMembershipAsync(command));

    public static readonly OutboxMessageType<ReleaseMemberships> Release = new("circles.release.v1", CircleJson.Default.ReleaseMemberships,
        static (grains, circleId, command) => grains.Circle(circleId).ReleaseAsync(command));

    public static readonly OutboxMessageType<UpdateMember> UpdateMember = new("circles.update-member.v1", CircleJson.Default.UpdateMember,
        static (grains, circleId, command) => grains.Circle(circleId).UpdateMemberAsync(command));

    public static readonly OutboxMessageType<PutCircleSummary> PutSummary = new("circles.put-summary.v1", CircleJson.Default.PutCircleSummary,
        static (grains, directory, command) => grains.CircleDirectory(directory).PutAsync(command));

    public static readonly OutboxMessageType<ProjectCircles> ProjectCircles = new("circles.project-to-user.v1", CircleJson.Default.ProjectCircles,
        static (grains, userId, command) => grains.User(userId).ProjectCirclesAsync(command));

    public static readonly OutboxMessageType[] All = [Create, AddMember, RecordDeparture, RemoveMembership, Release, UpdateMember, PutSummary, ProjectCircles];
}
