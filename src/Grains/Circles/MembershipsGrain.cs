namespace XelaConnect.Grains.Circles;

[GrainType("memberships"), Reentrant]
internal sealed class MembershipsGrain(Journal<MembershipsState, MembershipEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<MembershipsState, MembershipEvent>(journal), IMembershipsGrain
{
    public async Task<Outcome<CircleView>> CreateCircleAsync(CreateOwnCircle command)
    {
        if (await UserAsync() is not var (user, plan)) return AccountFaults.UnknownUser;
        if (user.IsGuest) return AccountFaults.MembersOnly;
        var created = await Handle(
            command with { Creator = CardOf(user), CircleLimit = plan.Circles }, MembershipRules.CreateOwn);
        if (!created.IsOk) return created.Fault;
        var circle = await ViewAsync(command.CircleId);
        return circle.IsOk ? circle : CircleFaults.NotCreatedYet;
    }

    public async Task<Outcome<CircleView>> JoinCircleAsync(JoinCircle command)
    {
        // A membership is decided here, but only the circle knows whether it exists and whom it excludes.
        var (circle, known) = (ViewAsync(command.CircleId), UserAsync());
        await Task.WhenAll(circle, known);
        if (await circle is { IsOk: false } refused) return refused;
        if (await known is not var (user, plan)) return AccountFaults.UnknownUser;
        var joined = await Handle(command with { Member = CardOf(user), CircleLimit = plan.Circles }, MembershipRules.Join);
        // The creator may have excluded the user in the meantime.
        return joined.IsOk ? await ViewAsync(command.CircleId) : joined.Fault;
    }

    public async Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command) =>
        (await CreateCircleAsync(command)).Then(static _ => Done.Instance);

    public async Task<Outcome<Done>> JoinAsync(JoinCircle command) =>
        (await JoinCircleAsync(command)).Then(static _ => Done.Instance);
    public Task<Outcome<Done>> LeaveAsync(LeaveCircle command) => Handle(command, MembershipRules.Leave);
    public Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command) =>
        Handle(command, MembershipRules.RemoveMembership);
    public Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command) => Handle(command, MembershipRules.UpdateCard);
    public async Task<Portion<string>> EverJoinedAsync(long afterSeq, int limit)
    {
        var (end, read) = (Journal.SeqOf(), await Journal.ReadAfterAsync(0, afterSeq, limit));
        var seq = read.IsEmpty ? end : read[^1].Seq;
        return new([.. read.Select(static e => e.Event).OfType<CircleJoined>().Select(static e => e.CircleId)], seq, seq < end);
    }

    private Task<Outcome<CircleView>> ViewAsync(string circleId) => grains.Circle(circleId).ViewForAsync(Committed.UserId);

    /// <summary>Null for an unknown user.</summary>
    private async Task<(UserView User, Plan Plan)?> UserAsync()
    {
        var subscription = grains.Subscription(Committed.UserId).GetAsync();
        return await grains.User(Committed.UserId).GetAsync() is { } user ? (user, (await subscription).Plan) : null;
    }

    private static MemberCard CardOf(UserView user) => new(user.Id, user.Name, user.Picture, user.BirthDate);
}
