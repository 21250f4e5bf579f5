using System.Collections.Immutable;
using XelaConnect.Circles;

namespace XelaConnect.Grains.Circles;

/// <summary>What happens in a circle.</summary>
internal abstract record CircleEvent;

internal sealed record CircleCreated(string? CreatedBy, CircleProfile Profile) : CircleEvent;

internal sealed record CircleEdited(CircleProfile Profile) : CircleEvent;

internal sealed record CircleClosed : CircleEvent;

internal sealed record MemberJoined(MemberCard Card, string JoinId) : CircleEvent;

internal sealed record MemberLeft(string UserId) : CircleEvent;

/// <summary>The creator showed somebody out. Stored as <see cref="MemberLeft"/> by earlier versions.</summary>
internal sealed record MemberExcluded(string UserId) : CircleEvent;

internal sealed record MemberReadmitted(string UserId) : CircleEvent;

internal sealed record MembershipsReleased(ImmutableArray<string> UserIds) : CircleEvent;

internal sealed record MemberUpdated(MemberCard Card) : CircleEvent;

internal sealed record PostAdded(string Id, string UserId, string UserName, string Message) : CircleEvent;

internal sealed record PostRemoved(long Seq) : CircleEvent;
