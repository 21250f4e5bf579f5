namespace XelaConnect.Grains.Outbox;

internal static class CircleMessages
{
    public static readonly OutboxMessageType<CreateCircle> Create = new(
        "circles.create.v1", OutboxJson.Default.CreateCircle,
        static (grains, circleId, command) => grains.Circle(circleId).CreateAsync(command));

    /// <summary>A circle that refuses the member ends the membership at the person's side, too.</summary>
    public static readonly OutboxMessageType<AddMember> AddMember = new(
        "circles.admit.v1", OutboxJson.Default.AddMember,
        static async (grains, circleId, command) =>
        {
            if ((await grains.Circle(circleId).AddMemberAsync(command)).IsOk) return;
            var removal = new RemoveMembership($"{command.OperationId}/refused", circleId, command.JoinId);
            await grains.Memberships(command.Member.UserId).RemoveMembershipAsync(removal);
        });
    public static readonly OutboxMessageType<RecordDeparture> RecordDeparture = new(
        "circles.depart.v1", OutboxJson.Default.RecordDeparture,
        static (grains, circleId, command) => grains.Circle(circleId).RecordDepartureAsync(command));
    public static readonly OutboxMessageType<ReleaseMemberships> Release = new(
        "circles.release.v1", OutboxJson.Default.ReleaseMemberships,
        static (grains, circleId, command) => grains.Circle(circleId).ReleaseAsync(command))
    {
        // It sends the next one to the same receiver, for which it would wait in vain.
        ResponseAwaitsDelivery = false,
    };
    public static readonly OutboxMessageType<UpdateMember> UpdateMember = new(
        "circles.update-member.v1", OutboxJson.Default.UpdateMember,
        static (grains, circleId, command) => grains.Circle(circleId).UpdateMemberAsync(command));

    /// <summary>No response awaits it: a circle that asks a shard names the change that must have arrived.</summary>
    public static readonly OutboxMessageType<ChangeMembers> ChangeMembers = new(
        "circles.change-members.v1", OutboxJson.Default.ChangeMembers,
        static async (grains, shard, command) =>
        {
            if (!(await grains.CircleMembers(shard).ChangeAsync(command)).IsOk)
                throw new DeliveryDeferredException("An earlier change of the members has not arrived.");
        })
    {
        ResponseAwaitsDelivery = false,
    };

    public static readonly OutboxMessageType[] All =
        [Create, AddMember, RecordDeparture, Release, UpdateMember, ChangeMembers];
}

internal static class MembershipsMessages
{
    public static readonly OutboxMessageType<UpdateMemberCard> UpdateCard = new(
        "accounts.update-card.v1", OutboxJson.Default.UpdateMemberCard,
        static (grains, userId, command) => grains.Memberships(userId).UpdateCardAsync(command));
    public static readonly OutboxMessageType<RemoveMembership> Remove = new(
        "circles.dismiss.v1", OutboxJson.Default.RemoveMembership,
        static (grains, userId, command) => grains.Memberships(userId).RemoveMembershipAsync(command));

    public static readonly OutboxMessageType[] All = [UpdateCard, Remove];
}

internal static class CircleDirectoryMessages
{
    /// <summary>
    /// The target is the one directory of versions before the shards, so that a silo of such a version delivers it, too.
    /// </summary>
    public static readonly OutboxMessageType<PutCircleSummary> Put = new(
        "circles.put-summary.v1", OutboxJson.Default.PutCircleSummary,
        static (grains, _, command) =>
            grains.CircleDirectoryShard(CircleDirectoryShards.KeyOf(command.Summary.Id)).PutAsync(command))
    {
        ResponseAwaitsDelivery = false,
    };
}
