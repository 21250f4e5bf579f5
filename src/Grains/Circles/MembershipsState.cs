using System.Collections.Immutable;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Circles;

/// <summary>The circles one person is in, in the order they were joined.</summary>
internal sealed record MembershipsState(string UserId)
{
    public ImmutableList<Membership> Joined { get; init; } = [];

    /// <summary>How many circles the person has created, whatever became of them.</summary>
    public int Created { get; init; }

    public static MembershipsState Apply(MembershipsState memberships, EventEnvelope<MembershipEvent> recorded) => recorded.Event switch
    {
        CircleJoined e => memberships with { Joined = memberships.Joined.Add(new Membership(e.CircleId, e.JoinId)) },
        CreatedCircleJoined => memberships with { Created = memberships.Created + 1 },
        CircleLeft e => memberships with { Joined = memberships.Joined.RemoveAll(m => m.CircleId == e.CircleId) },
        CardChanged => memberships,
        _ => throw new InvalidDataException($"Memberships do not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>One membership; the join id tells it from an earlier one in the same circle.</summary>
internal sealed record Membership(string CircleId, string JoinId);
