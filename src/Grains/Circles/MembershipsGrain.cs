using Orleans.Concurrency;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Circles;

[GrainType("memberships"), Reentrant]
internal sealed class MembershipsGrain(Journal<MembershipsState, MembershipEvent> journal) : EventSourcedGrain<MembershipsState, MembershipEvent>(journal), IMembershipsGrain
{
    public Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command) => Handle(command, MembershipRules.CreateOwn);

    public Task<Outcome<Done>> JoinAsync(JoinCircle command) => Handle(command, MembershipRules.Join);

    public Task<Outcome<Done>> LeaveAsync(LeaveCircle command) => Handle(command, MembershipRules.Leave);

    public Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command) => Handle(command, MembershipRules.RemoveMembership);

    public Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command) => Handle(command, MembershipRules.UpdateCard);
}
