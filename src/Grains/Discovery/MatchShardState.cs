using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Discovery;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Discovery;

/// <summary>The people of one shard.</summary>
internal sealed record MatchShardState
{
    /// <summary>What is held of each.</summary>
    public PackedProfiles Profiles { get; init; } = PackedProfiles.Empty;

    public static MatchShardState Apply(MatchShardState shard, EventEnvelope<MatchShardEvent> recorded) => recorded.Event switch
    {
        ProfilePut e => shard with { Profiles = shard.Profiles.With(PersonKey.Of(e.UserId), PackedProfile.Pack(e, recorded.At)) },
        _ => throw new InvalidDataException($"A match shard does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>What happens to a match shard.</summary>
internal abstract record MatchShardEvent;

/// <summary>What matching sees of a person changed; without a profile they are not to be found.</summary>
internal sealed record ProfilePut(long Version, string UserId, MatchProfile? Profile, ImmutableArray<TierPeriod> Tiers, DateTimeOffset? BoostedUntil) : MatchShardEvent;

/// <summary>Decisions of a match shard.</summary>
internal static class MatchShardRules
{
    public static Decision<MatchShardEvent> Put(MatchShardState shard, PutProfile command, DateTimeOffset now)
    {
        var held = shard.Profiles.Find(PersonKey.Of(command.UserId));
        if (!held.IsEmpty && PackedProfile.VersionOf(held) >= command.Version) return Decision.Nothing;
        // That someone is not to be found is noted too: what was told before may still be on its way.
        return new ProfilePut(command.Version, command.UserId, command.Profile, command.Tiers, command.BoostedUntil);
    }
}

/// <summary>How match shards are stored.</summary>
internal static class MatchShardJournal
{
    public static readonly JournalDefinition<MatchShardState, MatchShardEvent> Shard = new()
    {
        Name = "discovery.match-shard",
        Empty = static _ => new MatchShardState(),
        Apply = MatchShardState.Apply,
        Events = new EventCodec<MatchShardEvent>().On("discovery.profile-put.v1", DiscoveryJson.Default.ProfilePut),
        Snapshot = DiscoveryJson.Default.MatchShardState,
        SizeOf = static shard => shard.Profiles.Count,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProfilePut))]
[JsonSerializable(typeof(MatchShardState))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
