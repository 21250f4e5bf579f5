namespace XelaConnect.Grains.Circles;

[JsonDerivedType(typeof(CircleCreated), "circles.created.v1")]
[JsonDerivedType(typeof(CircleEdited), "circles.edited.v1")]
[JsonDerivedType(typeof(CircleClosed), "circles.closed.v1")]
[JsonDerivedType(typeof(MemberJoined), "circles.member-joined.v1")]
[JsonDerivedType(typeof(MemberLeft), "circles.member-left.v1")]
[JsonDerivedType(typeof(MemberExcluded), "circles.member-shown-out.v1")]
[JsonDerivedType(typeof(MemberReadmitted), "circles.member-let-in.v1")]
[JsonDerivedType(typeof(MembershipsReleased), "circles.members-released.v1")]
[JsonDerivedType(typeof(MembersMoved), "circles.members-moved.v1")]
[JsonDerivedType(typeof(MemberUpdated), "circles.member-updated.v1")]
[JsonDerivedType(typeof(PostAdded), "circles.activity-posted.v1")]
[JsonDerivedType(typeof(PostRemoved), "circles.activity-removed.v1")]
internal abstract record CircleEvent;
internal sealed record CircleCreated(string? CreatedBy, CircleProfile Profile) : CircleEvent;
internal sealed record CircleEdited(CircleProfile Profile) : CircleEvent;
internal sealed record CircleClosed : CircleEvent;
internal sealed record MemberJoined(MemberCard Card, string JoinId) : CircleEvent;
internal sealed record MemberLeft(string UserId) : CircleEvent;

/// <summary>Earlier versions stored <see cref="MemberLeft"/>.</summary>
internal sealed record MemberExcluded(string UserId) : CircleEvent;
internal sealed record MemberReadmitted(string UserId) : CircleEvent;
internal sealed record MembershipsReleased(ImmutableArray<string> UserIds) : CircleEvent;

/// <summary>From the circle to their shards. They stay members.</summary>
internal sealed record MembersMoved(ImmutableArray<string> UserIds) : CircleEvent;
internal sealed record MemberUpdated(MemberCard Card) : CircleEvent;
/// <summary>With the author's birth date, which decides who sees it.</summary>
internal sealed record PostAdded(
    string Id, string UserId, string UserName, string Message, DateOnly? Born = null) : CircleEvent;
internal sealed record PostRemoved(long Seq) : CircleEvent;
