namespace XelaConnect.Grains.Circles;

[GrainType("circle-members"), Reentrant]
internal sealed class CircleMembersGrain(Journal<CircleMembersState, CircleMembersEvent> journal)
    : EventSourcedGrain<CircleMembersState, CircleMembersEvent>(journal), ICircleMembersGrain
{
    public Task<Outcome<Done>> ChangeAsync(ChangeMembers command) => Handle(command, CircleMembersRules.Change);

    public Task<ImmutableArray<CircleMember>?> FindAsync(ImmutableArray<string> userIds, long number) =>
        Read(number, shard => [.. userIds.Select(id => shard.Members.GetValueOrDefault(id)).OfType<CircleMember>()]);

    public Task<ImmutableArray<CircleMember>?> PageAsync(long afterJoinSeq, int limit, long number) =>
        Read(number, shard => shard.After(afterJoinSeq, limit));

    private Task<ImmutableArray<CircleMember>?> Read(
        long number, Func<CircleMembersState, ImmutableArray<CircleMember>> read) =>
        Task.FromResult<ImmutableArray<CircleMember>?>(Committed.Number < number ? null : read(Committed));
}
