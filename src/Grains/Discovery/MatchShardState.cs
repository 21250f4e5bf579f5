namespace XelaConnect.Grains.Discovery;

internal sealed record MatchShardState
{
    public PackedProfiles Profiles { get; init; } = PackedProfiles.Empty;

    public static MatchShardState Apply(
        MatchShardState shard, EventEnvelope<MatchShardEvent> stored) => stored.Event switch
    {
        ProfilePut e when PackedProfile.Pack(e, stored.At) is var packed =>
            new() { Profiles = shard.Profiles.With(PersonKey.Of(e.UserId), packed) },
        _ => throw new InvalidDataException($"A match shard cannot apply the event {stored.Event.GetType().Name}."),
    };
}

[JsonDerivedType(typeof(ProfilePut), "discovery.profile-put.v1")]
internal abstract record MatchShardEvent;

/// <summary>Without a profile the person must not be found.</summary>
internal sealed record ProfilePut(
    long Version, string UserId, MatchProfile? Profile, ImmutableArray<TierPeriod> Tiers,
    DateTimeOffset? BoostedUntil) : MatchShardEvent;
