using XelaConnect.Circles;

namespace XelaConnect.Grains.Circles;

/// <summary>What happens to one person's memberships.</summary>
internal abstract record MembershipEvent;

internal sealed record CircleJoined(string CircleId, string JoinId) : MembershipEvent;

internal sealed record CreatedCircleJoined(string CircleId) : MembershipEvent;

internal sealed record CircleLeft(string CircleId) : MembershipEvent;

internal sealed record CardChanged(MemberCard Card) : MembershipEvent;
