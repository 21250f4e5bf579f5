namespace XelaConnect.Grains.Discovery;

/// <summary>The people of one shard.</summary>
internal sealed record MatchShardState
{
    /// <summary>Their packed profiles.</summary>
    public PackedProfiles Profiles { get; init; } = PackedProfiles.Empty;

    public static MatchShardState Apply(MatchShardState shard, EventEnvelope<MatchShardEvent> envelope) => envelope.Event switch
    {
        ProfilePut e => shard with { Profiles = shard.Profiles.With(PersonKey.Of(e.UserId), PackedProfile.Pack(e, envelope.At)) },
        _ => throw new InvalidDataException($"A match shard cannot apply the event {envelope.Event.GetType().Name}."),
    };
}
