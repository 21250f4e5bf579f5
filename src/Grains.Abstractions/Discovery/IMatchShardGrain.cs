using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Subscriptions;

namespace XelaConnect.Discovery;

/// <summary>The people of one shard as matching sees them, keyed by the shard's number (<see cref="MatchShards"/>): a read model, told by their own grains.</summary>
[Alias("discovery.match-shard")]
public interface IMatchShardGrain : IGrainWithStringKey
{
    /// <summary>Takes over what matching sees of a person. Owed by the person's grain; an older version changes nothing.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutProfile command);

    /// <summary>The first people of this shard in the caller's order, after a place. One short turn, from memory.</summary>
    [Alias("Find"), AlwaysInterleave]
    ValueTask<ImmutableArray<ShardMatch>> FindAsync(ShardQuery query);
}

/// <summary>What matching sees of a person, as of a version.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Version">Orders what is told of one person.</param>
/// <param name="UserId">Who.</param>
/// <param name="Profile">Null for whoever is not to be found: a guest, someone removed, someone without a name.</param>
/// <param name="Tiers">Stretches on tiers other than free; which of them give priority is for the shard to say, from the plans.</param>
/// <param name="BoostedUntil">The end of the last boost.</param>
[GenerateSerializer, Immutable, Alias("discovery.put-profile.v1")]
public sealed record PutProfile(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] string UserId,
    [property: Id(3)] MatchProfile? Profile,
    [property: Id(4)] ImmutableArray<TierPeriod> Tiers,
    [property: Id(5)] DateTimeOffset? BoostedUntil) : ICommand;

/// <summary>What a shard is asked.</summary>
/// <param name="CallerId">For whom; orders those with the same rank.</param>
/// <param name="Profile">What is compared.</param>
/// <param name="Limit">The most to answer.</param>
/// <param name="At">When the first page was asked for: priority is as of then, and the day's order is that day's.</param>
/// <param name="After">The last place of the page before; null is the beginning.</param>
/// <param name="Filter">Who may be found at all.</param>
/// <param name="Excluded">Who of this shard must not be found, the caller among them.</param>
[GenerateSerializer, Immutable, Alias("discovery.shard-query.v1")]
public sealed record ShardQuery(
    [property: Id(0)] string CallerId,
    [property: Id(1)] MatchProfile Profile,
    [property: Id(2)] int Limit,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] MatchPosition? After,
    [property: Id(5)] MatchFilter? Filter,
    [property: Id(6)] ImmutableArray<string> Excluded);

/// <summary>A place in a caller's order of people: by rank, the highest first; within one by the day's shuffle, then by id.</summary>
/// <param name="Rank">The score with what priority adds to it.</param>
/// <param name="Shuffle">The day's number of this person for this caller.</param>
/// <param name="UserId">Who stands there.</param>
[GenerateSerializer, Immutable, Alias("discovery.place.v1")]
public sealed record MatchPosition([property: Id(0)] int Rank, [property: Id(1)] ulong Shuffle, [property: Id(2)] string UserId) : IComparable<MatchPosition>
{
    /// <summary>Less than 0 when this place comes before the other.</summary>
    public int CompareTo(MatchPosition? other) =>
        other is null ? 1
        : Rank != other.Rank ? other.Rank.CompareTo(Rank)
        : Shuffle != other.Shuffle ? Shuffle.CompareTo(other.Shuffle)
        : string.CompareOrdinal(UserId, other.UserId);

    /// <summary>Whether one place comes before another.</summary>
    public static bool operator <(MatchPosition left, MatchPosition right) => Comparer<MatchPosition>.Default.Compare(left, right) < 0;

    /// <summary>Whether one place comes after another.</summary>
    public static bool operator >(MatchPosition left, MatchPosition right) => Comparer<MatchPosition>.Default.Compare(left, right) > 0;

    /// <summary>Whether one place comes before another, or is it.</summary>
    public static bool operator <=(MatchPosition left, MatchPosition right) => !(left > right);

    /// <summary>Whether one place comes after another, or is it.</summary>
    public static bool operator >=(MatchPosition left, MatchPosition right) => !(left < right);
}

/// <summary>Someone a shard found.</summary>
/// <param name="Position">Where they stand in the caller's order.</param>
/// <param name="Score">Compatibility, 0 to 100.</param>
/// <param name="Packed">What is held of them, packed as shards pack it: only the few who make the page are unpacked.</param>
[GenerateSerializer, Immutable, Alias("discovery.shard-match.v1")]
public sealed record ShardMatch([property: Id(0)] MatchPosition Position, [property: Id(1)] int Score, [property: Id(2)] ImmutableArray<byte> Packed);
