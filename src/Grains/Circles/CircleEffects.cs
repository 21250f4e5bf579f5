using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Circles;

/// <summary>What circles and memberships owe each other and the rest.</summary>
internal static class CircleEffects
{
    public static readonly EffectKind<CreateCircle> Create = new("circles.create.v1", CircleJson.Default.CreateCircle,
        static (grains, circleId, command) => grains.GetGrain<ICircleGrain>(circleId).CreateAsync(command));

    /// <summary>A circle that is gone takes nobody in, and none takes in whom it showed out: then the membership ends at the person's side too.</summary>
    public static readonly EffectKind<AdmitMember> Admit = new("circles.admit.v1", CircleJson.Default.AdmitMember, static async (grains, circleId, command) =>
    {
        var outcome = await grains.GetGrain<ICircleGrain>(circleId).AdmitAsync(command);
        if (!outcome.IsOk)
            await grains.GetGrain<IMembershipsGrain>(command.Member.UserId).DismissAsync(new DismissMember($"{command.OperationId}/refused", circleId, command.JoinId));
    });

    public static readonly EffectKind<DepartMember> Depart = new("circles.depart.v1", CircleJson.Default.DepartMember,
        static (grains, circleId, command) => grains.GetGrain<ICircleGrain>(circleId).DepartAsync(command));

    public static readonly EffectKind<DismissMember> Dismiss = new("circles.dismiss.v1", CircleJson.Default.DismissMember,
        static (grains, userId, command) => grains.GetGrain<IMembershipsGrain>(userId).DismissAsync(command));

    public static readonly EffectKind<ReleaseMembers> Release = new("circles.release.v1", CircleJson.Default.ReleaseMembers,
        static (grains, circleId, command) => grains.GetGrain<ICircleGrain>(circleId).ReleaseAsync(command));

    public static readonly EffectKind<UpdateMember> UpdateMember = new("circles.update-member.v1", CircleJson.Default.UpdateMember,
        static (grains, circleId, command) => grains.GetGrain<ICircleGrain>(circleId).UpdateMemberAsync(command));

    public static readonly EffectKind<PutCircleSummary> PutSummary = new("circles.put-summary.v1", CircleJson.Default.PutCircleSummary,
        static (grains, directory, command) => grains.GetGrain<ICircleDirectoryGrain>(directory).PutAsync(command));

    public static readonly EffectKind<ProjectCircles> ProjectCircles = new("circles.project-to-user.v1", CircleJson.Default.ProjectCircles,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ProjectCirclesAsync(command));

    public static readonly EffectKind[] All = [Create, Admit, Depart, Dismiss, Release, UpdateMember, PutSummary, ProjectCircles];
}
