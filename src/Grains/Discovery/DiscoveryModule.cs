using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Discovery;

/// <summary>Registers discovery.</summary>
internal static class DiscoveryModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(MatchShardJournal.Shard).AddOutboxMessages(MatchShardMessages.Put);
        services.TryAddSingleton(MatchingWeights.Default);
    }
}
