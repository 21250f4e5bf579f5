using XelaConnect.Subscriptions;

namespace XelaConnect.Discovery;

/// <summary>One of the <see cref="MatchShards"/> of people, keyed by number. A state replica that users feed.</summary>
[Alias("discovery.match-shard")]
public interface IMatchShardGrain : IGrainWithStringKey
{
    /// <summary>Stores a user's match profile. Sent by the user's grain; an older version is ignored.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutProfile command);
    /// <summary>The first people of this shard after a position in the caller's order, in one short turn.</summary>
    [Alias("Find"), AlwaysInterleave] ValueTask<ImmutableArray<ShardMatch>> FindAsync(ShardQuery query);
}

/// <summary>A user's match profile, as of a version; null for a user who must not be found.</summary>
[GenerateSerializer, Immutable, Alias("discovery.put-profile.v1")]
public sealed record PutProfile(
    [property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] string UserId,
    [property: Id(3)] MatchProfile? Profile, [property: Id(4)] ImmutableArray<TierPeriod> Tiers,
    [property: Id(5)] DateTimeOffset? BoostedUntil) : ICommand;

/// <summary>
/// Queries a shard, as of the time of the first page, but for people of the caller's age group today. Only this shard's
/// users are excluded.
/// </summary>
[GenerateSerializer, Immutable, Alias("discovery.shard-query.v1")]
public sealed record ShardQuery(
    [property: Id(0)] string CallerId, [property: Id(1)] MatchProfile Profile, [property: Id(2)] int Limit,
    [property: Id(3)] DateTimeOffset At, [property: Id(4)] MatchPosition? After, [property: Id(5)] MatchFilter? Filter,
    [property: Id(6)] ImmutableArray<string> Excluded, [property: Id(7)] DateOnly Today = default);

/// <summary>A position in a caller's order of people: by descending rank, then the day's shuffle, then id.</summary>
[GenerateSerializer, Immutable, Alias("discovery.place.v1")]
public sealed record MatchPosition(
    [property: Id(0)] int Rank, [property: Id(1)] ulong Shuffle, [property: Id(2)] string UserId);

/// <summary>A result of a shard. Only the people on the final page are unpacked.</summary>
[GenerateSerializer, Immutable, Alias("discovery.shard-match.v1")]
public sealed record ShardMatch(
    [property: Id(0)] MatchPosition Position, [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<byte> Packed);

/// <summary>The shards of people. Their number is part of stored keys and never changes.</summary>
public static class MatchShards
{
    /// <summary>The number of shards.</summary>
    public const int Count = 32;

    /// <summary>The keys of all shards.</summary>
    public static readonly ImmutableArray<string> Keys = Shards.Keys(Count);

    /// <summary>The key of the shard of a user.</summary>
    public static string KeyOf(string userId) => Keys[NumberOf(userId)];

    /// <summary>The number of the shard of a user, from 0.</summary>
    public static int NumberOf(string userId) => Shards.NumberOf(userId, Count);
}
