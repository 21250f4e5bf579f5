using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Discovery;

internal static class DiscoveryModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(MatchShardJournal.Shard).AddOutboxMessages(MatchShardMessages.Put);
        services.TryAddSingleton(MatchingWeights.Default);
    }
}

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
        CoveredRowsKept = 0,
        Redacted = MatchShardRules.Redacted,
        RedactedState = MatchShardRules.Redacted,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchShardEvent))]
[JsonSerializable(typeof(MatchShardState))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
