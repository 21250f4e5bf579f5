namespace XelaConnect.Grains.Circles;

internal sealed record CircleMembersState : IJsonOnDeserialized
{
    /// <summary>Of the last change. It counts changes, one for each event.</summary>
    public long Number { get; init; }
    public ImmutableDictionary<string, CircleMember> Members { get; init; } =
        ImmutableDictionary.Create<string, CircleMember>(StringComparer.Ordinal);

    [JsonIgnore]
    public ImmutableSortedSet<CircleMember> Order { get; private set; } =
        ImmutableSortedSet.Create<CircleMember>(MemberShard.ByJoinSeq);

    public static CircleMembersState Apply(
        CircleMembersState shard, EventEnvelope<CircleMembersEvent> envelope) => envelope.Event switch
    {
        MembersChanged e => shard.With(e),
        _ => throw new InvalidDataException($"Members cannot apply the event {envelope.Event.GetType().Name}."),
    };

    public ImmutableArray<CircleMember> After(long joinSeq, int limit)
    {
        var index = Order.IndexOf(MemberShard.At(joinSeq));
        var first = index < 0 ? ~index : index + 1;
        return [.. Enumerable.Range(first, Math.Min(limit, Order.Count - first)).Select(i => Order[i])];
    }

    public void OnDeserialized() => Order = ImmutableSortedSet.CreateRange(MemberShard.ByJoinSeq, Members.Values);

    private CircleMembersState With(MembersChanged change)
    {
        var (members, order) = (Members.ToBuilder(), Order.ToBuilder());
        foreach (var userId in change.Removed.Concat(change.Stored.Select(static m => m.Card.UserId)))
            if (members.Remove(userId, out var before)) order.Remove(before);
        foreach (var member in change.Stored)
        {
            members.Add(member.Card.UserId, member);
            order.Add(member);
        }
        return this with { Number = change.Number, Members = members.ToImmutable(), Order = order.ToImmutable() };
    }
}

[JsonDerivedType(typeof(MembersChanged), "circles.members-changed.v1")]
internal abstract record CircleMembersEvent;
internal sealed record MembersChanged(
    long Number, ImmutableArray<CircleMember> Stored, ImmutableArray<string> Removed) : CircleMembersEvent;

internal static class CircleMembersRules
{
    public static CircleMembersEvent Redacted(CircleMembersEvent happened, string part) =>
        happened is MembersChanged e && e.Stored.Any(member => FormerUsers.Names(member.Card.UserId, part))
            ? e with { Stored = [.. e.Stored.Select(member => Redacted(member, part))] }
            : happened;

    public static Decision<CircleMembersEvent> Change(
        CircleMembersState shard, ChangeMembers command, DateTimeOffset now) =>
        command.Number <= shard.Number ? Decision.Nothing
        : command.Number > shard.Number + 1 ? CircleRules.AskShard
        : new MembersChanged(command.Number, command.Stored, command.Removed);

    private static CircleMember Redacted(CircleMember member, string part) =>
        FormerUsers.Names(member.Card.UserId, part) ? member with { Card = CircleRules.Former(member.Card) } : member;
}
