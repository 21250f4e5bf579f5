namespace XelaConnect.Circles;

/// <summary>The circles of one user, keyed by user id; enforces the plan's limit also for concurrent joins.</summary>
[Alias("circles.memberships")]
public interface IMembershipsGrain : IGrainWithStringKey
{
    /// <summary>Creates a circle and joins it. Guests cannot; a deleted circle still counts as created.</summary>
    [Alias("CreateCircle")] Task<Outcome<CircleView>> CreateCircleAsync(CreateOwnCircle command);
    /// <summary>Joins a circle within the plan's limit. Joining again changes nothing.</summary>
    [Alias("JoinCircle")] Task<Outcome<CircleView>> JoinCircleAsync(JoinCircle command);
    /// <summary><see cref="CreateCircleAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("CreateOwn")] Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command);
    /// <summary><see cref="JoinCircleAsync"/> as hosts of earlier versions call it.</summary>
    [Alias("Join")] Task<Outcome<Done>> JoinAsync(JoinCircle command);
    /// <summary>Leaves a circle. Succeeds also for a user who is not a member.</summary>
    [Alias("Leave")] Task<Outcome<Done>> LeaveAsync(LeaveCircle command);
    /// <summary>Removes a membership that ended in the circle. Sent by <see cref="ICircleGrain"/>.</summary>
    [Alias("Dismiss")] Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command);
    /// <summary>The circles that the user joined or created, present and former ones, in the order of joining.</summary>
    [Alias("EverJoined"), ReadOnly] Task<Portion<string>> EverJoinedAsync(long afterSeq, int limit);
    /// <summary>Sends the user's new name and picture to all their circles. Sent by the user's grain.</summary>
    [Alias("UpdateCard")] Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command);
}

/// <summary>Creates a circle. The grain sets creator and limit (null: none); a caller's are ignored.</summary>
[GenerateSerializer, Immutable, Alias("circles.create-own.v1")]
public sealed record CreateOwnCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string CircleId, [property: Id(2)] CircleProfile Profile,
    [property: Id(3)] MemberCard? Creator = null, [property: Id(4)] int? CircleLimit = null) : ICommand;

/// <summary>Joins a circle. The grain sets member and limit (null: none); a caller's values are ignored.</summary>
[GenerateSerializer, Immutable, Alias("circles.join.v1")]
public sealed record JoinCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string CircleId,
    [property: Id(2)] MemberCard? Member = null, [property: Id(3)] int? CircleLimit = null) : ICommand;

/// <summary>Leaves a circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.leave.v1")]
public sealed record LeaveCircle([property: Id(0)] string OperationId, [property: Id(1)] string CircleId) : ICommand;

/// <summary>Removes a membership that ended in the circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.dismiss.v1")]
public sealed record RemoveMembership(
    [property: Id(0)] string OperationId, [property: Id(1)] string CircleId,
    [property: Id(2)] string JoinId) : ICommand;

/// <summary>Replaces the user's name and picture in their circles.</summary>
[GenerateSerializer, Immutable, Alias("circles.update-card.v1")]
public sealed record UpdateMemberCard([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member) : ICommand;

/// <summary>A member's name and picture, and the birth date, which decides who sees them.</summary>
[GenerateSerializer, Immutable, Alias("circles.member-card.v1")]
public sealed record MemberCard(
    [property: Id(0)] string UserId, [property: Id(1)] string Name, [property: Id(2)] string? Picture,
    [property: Id(3)] DateOnly? Born = null);
