namespace XelaConnect.Circles;

/// <summary>
/// Creates a circle of a person's own and makes them its first member, within <paramref name="CircleLimit"/> circles (null: without limit), as their tier allows.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.create-own.v1")]
public sealed record CreateOwnCircle(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CircleId,
    [property: Id(2)] CircleProfile Profile,
    [property: Id(3)] MemberCard Creator,
    [property: Id(4)] int? CircleLimit) : ICommand;

/// <summary>Joins a circle, within <paramref name="CircleLimit"/> circles (null: without limit), as the person's tier allows.</summary>
[GenerateSerializer, Immutable, Alias("circles.join.v1")]
public sealed record JoinCircle(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CircleId,
    [property: Id(2)] MemberCard Member,
    [property: Id(3)] int? CircleLimit) : ICommand;

/// <summary>Leaves a circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.leave.v1")]
public sealed record LeaveCircle([property: Id(0)] string OperationId, [property: Id(1)] string CircleId) : ICommand;

/// <summary>A membership ended at the circle's side.</summary>
[GenerateSerializer, Immutable, Alias("circles.dismiss.v1")]
public sealed record RemoveMembership([property: Id(0)] string OperationId, [property: Id(1)] string CircleId, [property: Id(2)] string JoinId) : ICommand;

/// <summary>A person's card changed.</summary>
[GenerateSerializer, Immutable, Alias("circles.update-card.v1")]
public sealed record UpdateMemberCard([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member) : ICommand;

/// <summary>A member as a circle shows one.</summary>
[GenerateSerializer, Immutable, Alias("circles.member-card.v1")]
public sealed record MemberCard([property: Id(0)] string UserId, [property: Id(1)] string Name, [property: Id(2)] string? Picture);
