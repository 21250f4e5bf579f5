namespace XelaConnect.Grains.Circles;

/// <summary>
/// What a circle knows of a shard of its members: the number of the last change that it decided, and of the last one
/// that removed or replaced somebody there.
/// </summary>
internal readonly record struct MemberShard(long Changes, long Revisions)
{
    public static readonly Comparer<CircleMember> ByJoinSeq =
        Comparer<CircleMember>.Create(static (a, b) => a.JoinSeq.CompareTo(b.JoinSeq));

    /// <summary>Whether what the shard said at this state holds in a later one. Others may have moved there.</summary>
    public bool IsValid(MemberShard later, bool isMember) => isMember ? Revisions == later.Revisions : this == later;

    public static CircleMember At(long joinSeq) => new(null!, "", joinSeq, default);
}

/// <summary>What a shard said of a user; null: no member.</summary>
internal sealed record FoundMember(CircleMember? Member, MemberShard AsOf);

/// <summary>The first members of a shard.</summary>
internal sealed record FoundMembers(int Shard, ImmutableArray<CircleMember> Members, MemberShard AsOf);

/// <summary>The sizes are those of <see cref="MemberSizes.Default"/>, except in tests.</summary>
internal sealed record MoveMembers(string OperationId, MemberSizes Sizes) : ICommand;

/// <summary>More than <paramref name="Most"/> members move until <paramref name="Kept"/> are left.</summary>
internal sealed record MemberSizes(int Most, int Kept, int FirstKept, int Batch)
{
    /// <summary>The first ones stay, because a circle shows them.</summary>
    public static readonly MemberSizes Default = new(Most: 2000, Kept: 1000, FirstKept: 200, Batch: 5000);
}
