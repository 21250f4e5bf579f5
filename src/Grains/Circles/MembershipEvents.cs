namespace XelaConnect.Grains.Circles;

[JsonDerivedType(typeof(CircleJoined), "circles.entered.v1")]
[JsonDerivedType(typeof(CreatedCircleJoined), "circles.own-created.v1")]
[JsonDerivedType(typeof(CircleLeft), "circles.quit.v1")]
[JsonDerivedType(typeof(CardChanged), "circles.card-changed.v1")]
internal abstract record MembershipEvent;

internal sealed record CircleJoined(string CircleId, string JoinId) : MembershipEvent;

internal sealed record CreatedCircleJoined(string CircleId) : MembershipEvent;

internal sealed record CircleLeft(string CircleId) : MembershipEvent;

internal sealed record CardChanged(MemberCard Card) : MembershipEvent;
