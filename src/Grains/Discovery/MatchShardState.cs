using XelaConnect.EventSourcing;

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
