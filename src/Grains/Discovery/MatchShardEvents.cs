namespace XelaConnect.Grains.Discovery;

/// <summary>An event of a match shard.</summary>
[JsonDerivedType(typeof(ProfilePut), "discovery.profile-put.v1")]
internal abstract record MatchShardEvent;

/// <summary>A person's match profile changed; without a profile the person must not be found.</summary>
internal sealed record ProfilePut(
    long Version, string UserId, MatchProfile? Profile, ImmutableArray<TierPeriod> Tiers, DateTimeOffset? BoostedUntil) : MatchShardEvent;
