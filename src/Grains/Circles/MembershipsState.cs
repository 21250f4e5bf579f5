namespace XelaConnect.Grains.Circles;

/// <summary>In the order in which the user joined them.</summary>
internal sealed record MembershipsState(string UserId)
{
    public ImmutableList<Membership> Joined { get; init; } = [];
    /// <summary>Deleted ones included.</summary>
    public int Created { get; init; }

    public static MembershipsState Apply(
        MembershipsState memberships, EventEnvelope<MembershipEvent> envelope) => envelope.Event switch
    {
        CircleJoined e => memberships with { Joined = memberships.Joined.Add(new Membership(e.CircleId, e.JoinId)) },
        CreatedCircleJoined => memberships with { Created = memberships.Created + 1 },
        CircleLeft e => memberships with { Joined = memberships.Joined.RemoveAll(m => m.CircleId == e.CircleId) },
        CardChanged => memberships,
        _ => throw new InvalidDataException($"Memberships cannot apply the event {envelope.Event.GetType().Name}."),
    };
}

/// <summary>The join id distinguishes it from an earlier one in the same circle.</summary>
internal sealed record Membership(string CircleId, string JoinId);

[JsonDerivedType(typeof(CircleJoined), "circles.entered.v1")]
[JsonDerivedType(typeof(CreatedCircleJoined), "circles.own-created.v1")]
[JsonDerivedType(typeof(CircleLeft), "circles.quit.v1")]
[JsonDerivedType(typeof(CardChanged), "circles.card-changed.v1")]
internal abstract record MembershipEvent;
internal sealed record CircleJoined(string CircleId, string JoinId) : MembershipEvent;
internal sealed record CreatedCircleJoined(string CircleId) : MembershipEvent;
internal sealed record CircleLeft(string CircleId) : MembershipEvent;
internal sealed record CardChanged(MemberCard Card) : MembershipEvent;
