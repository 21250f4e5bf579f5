using System.Text.Json.Serialization;
using System.Collections.Immutable;
using XelaConnect.Discovery;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Discovery;

/// <summary>What happens to a match shard.</summary>
[JsonDerivedType(typeof(ProfilePut), "discovery.profile-put.v1")]
internal abstract record MatchShardEvent;

/// <summary>What matching sees of a person changed; without a profile they are not to be found.</summary>
internal sealed record ProfilePut(long Version, string UserId, MatchProfile? Profile, ImmutableArray<TierPeriod> Tiers, DateTimeOffset? BoostedUntil) : MatchShardEvent;
