using System.Globalization;

namespace XelaConnect.Circles;

/// <summary>
/// A shard of the members that a large circle does not hold itself. The circle decides who is a member; the shard
/// stores it, in the order of the circle's numbers.
/// </summary>
[Alias("circles.members")]
public interface ICircleMembersGrain : IGrainWithStringKey
{
    /// <summary>Stores the change with the next number. An earlier one is stored already, a later one is refused.</summary>
    [Alias("Change")] Task<Outcome<Done>> ChangeAsync(ChangeMembers command);
    /// <summary>Those of some users who are members; null before the change with this number has arrived.</summary>
    [Alias("Find"), ReadOnly] Task<ImmutableArray<CircleMember>?> FindAsync(ImmutableArray<string> userIds, long number);
    /// <summary>The first members after a join seq; null before the change with this number has arrived.</summary>
    [Alias("Page"), ReadOnly] Task<ImmutableArray<CircleMember>?> PageAsync(long afterJoinSeq, int limit, long number);
}

/// <summary>A member as a circle stores it. Members are listed by their join seq.</summary>
[GenerateSerializer, Immutable, Alias("circles.stored-member.v1")]
public sealed record CircleMember(
    [property: Id(0)] MemberCard Card, [property: Id(1)] string JoinId, [property: Id(2)] long JoinSeq,
    [property: Id(3)] DateTimeOffset JoinedAt);

/// <summary>A change of a shard: members to store, each replacing an earlier one, and users to remove.</summary>
[GenerateSerializer, Immutable, Alias("circles.change-members.v1")]
public sealed record ChangeMembers(
    [property: Id(0)] string OperationId, [property: Id(1)] long Number,
    [property: Id(2)] ImmutableArray<CircleMember> Stored, [property: Id(3)] ImmutableArray<string> Removed) : ICommand;

/// <summary>The members of a large circle are divided by a hash of their ids.</summary>
public static class CircleMemberShards
{
    /// <summary>The number of shards of a circle. Part of stored keys: never changed.</summary>
    public const int Count = 64;

    /// <summary>The shard of a member.</summary>
    public static int Of(string userId) => (int)(StableHash.ComputeHash(userId) % Count);

    /// <summary>The key of a shard.</summary>
    public static string KeyOf(string circleId, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{circleId}/{shard}");
}
