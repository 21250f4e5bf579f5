namespace XelaConnect.Grains.Discovery;

/// <summary>The journal of match shards.</summary>
internal static class MatchShardJournal
{
    public static readonly JournalDefinition<MatchShardState, MatchShardEvent> Shard = new()
    {
        Name = "discovery.match-shard",
        Empty = static _ => new MatchShardState(),
        Apply = MatchShardState.Apply,
        Events = new EventCodec<MatchShardEvent>(DiscoveryJson.Default),
        Snapshot = DiscoveryJson.Default.MatchShardState,
        SizeOf = static shard => shard.Profiles.Count,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchShardEvent))]
[JsonSerializable(typeof(MatchShardState))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
