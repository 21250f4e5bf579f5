namespace XelaConnect.Circles;

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

/// <summary>A member's name and picture.</summary>
[GenerateSerializer, Immutable, Alias("circles.member-card.v1")]
public sealed record MemberCard(
    [property: Id(0)] string UserId, [property: Id(1)] string Name, [property: Id(2)] string? Picture);
