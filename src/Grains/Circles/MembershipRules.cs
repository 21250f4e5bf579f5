namespace XelaConnect.Grains.Circles;

internal static class MembershipRules
{
    public const int MaxCreated = 10;

    /// <summary>One decision, so concurrent calls exceed no limit; the circle exists when it adds the member.</summary>
    public static Decision<MembershipEvent> CreateOwn(
        MembershipsState state, CreateOwnCircle command, DateTimeOffset now) =>
        IsMember(state, command.CircleId) ? Decision.Nothing
        : ReservedNames.Include(command.Profile.Name) ? AccountFaults.NameReserved
        : command.CircleLimit is { } limit && state.Joined.Count >= limit ? CircleFaults.LimitReached(limit)
        : state.Created >= MaxCreated ? CircleFaults.TooManyCreated(MaxCreated)
        : Decision<MembershipEvent>
            .Record(new CreatedCircleJoined(command.CircleId), new CircleJoined(command.CircleId, command.OperationId))
            .AndSend(
                CircleMessages.Create.To(
                    command.CircleId, new CreateCircle($"{command.OperationId}/create", state.UserId, command.Profile)),
                AddMember(command.CircleId, command.Creator!, command.OperationId));

    public static Decision<MembershipEvent> Join(MembershipsState state, JoinCircle command, DateTimeOffset now) =>
        IsMember(state, command.CircleId) ? Decision.Nothing
        : command.CircleLimit is { } limit && state.Joined.Count >= limit ? CircleFaults.LimitReached(limit)
        : Decision<MembershipEvent>.Record(new CircleJoined(command.CircleId, command.OperationId))
            .AndSend(AddMember(command.CircleId, command.Member!, command.OperationId));

    public static Decision<MembershipEvent> Leave(MembershipsState state, LeaveCircle command, DateTimeOffset now) =>
        state.Joined.Find(m => m.CircleId == command.CircleId) is not { } membership ? Decision.Nothing
        : Decision<MembershipEvent>.Record(new CircleLeft(command.CircleId)).AndSend(CircleMessages.RecordDeparture.To(
            command.CircleId, new RecordDeparture($"{command.OperationId}/depart", state.UserId, membership.JoinId)));

    public static Decision<MembershipEvent> RemoveMembership(
        MembershipsState state, RemoveMembership command, DateTimeOffset now) =>
        state.Joined.Exists(m => m.CircleId == command.CircleId && m.JoinId == command.JoinId)
            ? new CircleLeft(command.CircleId)
            : Decision.Nothing;

    public static Decision<MembershipEvent> UpdateCard(
        MembershipsState state, UpdateMemberCard command, DateTimeOffset now) =>
        state.Joined.IsEmpty ? Decision.Nothing
        : Decision<MembershipEvent>.Record(new CardChanged(command.Member)).AndSend([.. state.Joined.Select(m =>
            CircleMessages.UpdateMember.To(
                m.CircleId, new UpdateMember($"{command.OperationId}/{m.CircleId}", command.Member)))]);

    private static bool IsMember(MembershipsState state, string circleId) =>
        state.Joined.Exists(m => m.CircleId == circleId);

    private static OutboxMessage AddMember(string circleId, MemberCard card, string joinId) =>
        CircleMessages.AddMember.To(circleId, new AddMember($"{joinId}/admit", card, joinId));
}
