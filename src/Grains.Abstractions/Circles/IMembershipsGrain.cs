namespace XelaConnect.Circles;

/// <summary>The circles of one user, keyed by user id; enforces the plan's limit also for concurrent joins.</summary>
[Alias("circles.memberships")]
public interface IMembershipsGrain : IGrainWithStringKey
{
    /// <summary>Creates a circle and joins it. Guests cannot; a deleted circle still counts as created.</summary>
    [Alias("CreateCircle")]
    Task<Outcome<CircleView>> CreateCircleAsync(CreateOwnCircle command);

    /// <summary>Joins a circle within the plan's limit. Joining again changes nothing.</summary>
    [Alias("JoinCircle")]
    Task<Outcome<CircleView>> JoinCircleAsync(JoinCircle command);

    /// <summary><see cref="CreateCircleAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("CreateOwn")]
    Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command);

    /// <summary><see cref="JoinCircleAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("Join")]
    Task<Outcome<Done>> JoinAsync(JoinCircle command);

    /// <summary>Leaves a circle. Succeeds also for a user who is not a member.</summary>
    [Alias("Leave")]
    Task<Outcome<Done>> LeaveAsync(LeaveCircle command);

    /// <summary>Removes a membership that ended in the circle. Sent by <see cref="ICircleGrain"/>.</summary>
    [Alias("Dismiss")]
    Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command);

    /// <summary>Sends the user's new name and picture to all their circles. Sent by the user's grain.</summary>
    [Alias("UpdateCard")]
    Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command);
}
