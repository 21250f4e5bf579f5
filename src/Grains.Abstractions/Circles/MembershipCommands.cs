namespace XelaConnect.Circles;

/// <summary>Creates a circle with the user as its first member.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="CircleId">Id of the new circle.</param>
/// <param name="Profile">The circle's profile.</param>
/// <param name="Creator">Set by the grain from the user's profile; a caller's value is ignored.</param>
/// <param name="CircleLimit">Set by the grain from the user's plan, null for no limit; a caller's value is
/// ignored.</param>
[GenerateSerializer, Immutable, Alias("circles.create-own.v1")]
public sealed record CreateOwnCircle(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CircleId,
    [property: Id(2)] CircleProfile Profile,
    [property: Id(3)] MemberCard? Creator = null,
    [property: Id(4)] int? CircleLimit = null) : ICommand;

/// <summary>Joins a circle.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="CircleId">The circle.</param>
/// <param name="Member">Set by the grain from the user's profile; a caller's value is ignored.</param>
/// <param name="CircleLimit">Set by the grain from the user's plan, null for no limit; a caller's value is
/// ignored.</param>
[GenerateSerializer, Immutable, Alias("circles.join.v1")]
public sealed record JoinCircle(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CircleId,
    [property: Id(2)] MemberCard? Member = null,
    [property: Id(3)] int? CircleLimit = null) : ICommand;

/// <summary>Leaves a circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.leave.v1")]
public sealed record LeaveCircle([property: Id(0)] string OperationId, [property: Id(1)] string CircleId) : ICommand;

/// <summary>Removes a membership that ended in the circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.dismiss.v1")]
public sealed record RemoveMembership(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CircleId,
    [property: Id(2)] string JoinId) : ICommand;

/// <summary>Replaces the user's name and picture in their circles.</summary>
[GenerateSerializer, Immutable, Alias("circles.update-card.v1")]
public sealed record UpdateMemberCard([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member) : ICommand;

/// <summary>A member's name and picture.</summary>
[GenerateSerializer, Immutable, Alias("circles.member-card.v1")]
public sealed record MemberCard([property: Id(0)] string UserId, [property: Id(1)] string Name, [property: Id(2)] string? Picture);
