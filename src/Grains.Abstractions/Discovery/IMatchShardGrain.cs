using XelaConnect.Subscriptions;

namespace XelaConnect.Discovery;

/// <summary>
/// The people of one shard as matching sees them, keyed by the shard's number (<see cref="MatchShards"/>). A state
/// replica that users feed.
/// </summary>
[Alias("discovery.match-shard")]
public interface IMatchShardGrain : IGrainWithStringKey
{
    /// <summary>Stores a user's match profile. Sent by the user's grain; an older version is ignored.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutProfile command);

    /// <summary>
    /// The first people of this shard after a position in the caller's order. One short turn, from memory.
    /// </summary>
    [Alias("Find"), AlwaysInterleave]
    ValueTask<ImmutableArray<ShardMatch>> FindAsync(ShardQuery query);
}

/// <summary>A user's match profile, as of a version.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Version">Orders the profiles of one user.</param>
/// <param name="UserId">The user.</param>
/// <param name="Profile">Null for a user who must not be found: a guest, a removed user, a user without a name.</param>
/// <param name="Tiers">Periods on other tiers than free. The shard derives priority from the plans.</param>
/// <param name="BoostedUntil">The end of the last boost.</param>
[GenerateSerializer, Immutable, Alias("discovery.put-profile.v1")]
public sealed record PutProfile(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] string UserId,
    [property: Id(3)] MatchProfile? Profile,
    [property: Id(4)] ImmutableArray<TierPeriod> Tiers,
    [property: Id(5)] DateTimeOffset? BoostedUntil) : ICommand;

/// <summary>Queries a shard.</summary>
/// <param name="CallerId">The user for whom to search; determines the order within a rank.</param>
/// <param name="Profile">The profile to compare.</param>
/// <param name="Limit">The maximum number of results.</param>
/// <param name="At">When the first page was requested; determines priority and the day's order.</param>
/// <param name="After">The last position of the previous page; null for the first page.</param>
/// <param name="Filter">Restricts the results.</param>
/// <param name="Excluded">Users of this shard who must not be found, the caller included.</param>
[GenerateSerializer, Immutable, Alias("discovery.shard-query.v1")]
public sealed record ShardQuery(
    [property: Id(0)] string CallerId,
    [property: Id(1)] MatchProfile Profile,
    [property: Id(2)] int Limit,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] MatchPosition? After,
    [property: Id(5)] MatchFilter? Filter,
    [property: Id(6)] ImmutableArray<string> Excluded);

/// <summary>
/// A position in a caller's order of people: by descending rank, then by the day's shuffle, then by id.
/// </summary>
/// <param name="Rank">The score with the lead of priority.</param>
/// <param name="Shuffle">The random number of the person for this caller and day.</param>
/// <param name="UserId">The person.</param>
[GenerateSerializer, Immutable, Alias("discovery.place.v1")]
public sealed record MatchPosition(
    [property: Id(0)] int Rank,
    [property: Id(1)] ulong Shuffle,
    [property: Id(2)] string UserId) : IComparable<MatchPosition>
{
    /// <summary>Less than 0 when this position is before the other.</summary>
    public int CompareTo(MatchPosition? other) =>
        other is null ? 1
        : Rank != other.Rank ? other.Rank.CompareTo(Rank)
        : Shuffle != other.Shuffle ? Shuffle.CompareTo(other.Shuffle)
        : string.CompareOrdinal(UserId, other.UserId);

    /// <summary>Whether one position is before another.</summary>
    public static bool operator <(MatchPosition left, MatchPosition right) => Comparer<MatchPosition>.Default.Compare(left, right) < 0;

    /// <summary>Whether one position is after another.</summary>
    public static bool operator >(MatchPosition left, MatchPosition right) => Comparer<MatchPosition>.Default.Compare(left, right) > 0;

    /// <summary>Whether one position is before another or equal.</summary>
    public static bool operator <=(MatchPosition left, MatchPosition right) => !(left > right);

    /// <summary>Whether one position is after another or equal.</summary>
    public static bool operator >=(MatchPosition left, MatchPosition right) => !(left < right);
}

/// <summary>A result of a shard.</summary>
/// <param name="Position">The position in the caller's order.</param>
/// <param name="Score">Compatibility, 0 to 100.</param>
/// <param name="Packed">The packed profile; only the people on the final page are unpacked.</param>
[GenerateSerializer, Immutable, Alias("discovery.shard-match.v1")]
public sealed record ShardMatch(
    [property: Id(0)] MatchPosition Position,
    [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<byte> Packed);
