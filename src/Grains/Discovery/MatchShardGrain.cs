using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Discovery;

/// <summary>One shard: what it was told is durable, the index over it is in memory. Answers from the index in one turn, also while it is made anew.</summary>
[GrainType("match-shard"), Reentrant]
internal sealed class MatchShardGrain(Journal<MatchShardState, MatchShardEvent> journal, MatchingWeights weights, Plans plans, ILogger<MatchShardGrain> log)
    : EventSourcedGrain<MatchShardState, MatchShardEvent>(journal), IMatchShardGrain
{
    private readonly MatchSearch search = new(weights, plans);
    private MatchIndex index = MatchIndex.Of(PackedProfiles.Empty);

    /// <summary>Whose profiles came while the index is being made anew; null while it is not.</summary>
    private HashSet<UInt128>? meanwhile;

    public Task<Outcome<Done>> PutAsync(PutProfile command) => Handle(command, MatchShardRules.Put);

    public ValueTask<ImmutableArray<ShardMatch>> FindAsync(ShardQuery query) => ValueTask.FromResult(search.Find(index, Committed.Profiles, query));

    protected override void OnOpened() => index = MatchIndex.Of(Committed.Profiles);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<MatchShardEvent>> events)
    {
        foreach (var recorded in events)
        {
            if (recorded.Event is not ProfilePut put) continue;
            var person = PersonKey.Of(put.UserId);
            index.Put(person, Committed.Profiles.Find(person));
            meanwhile?.Add(person);
        }
        if (index.NeedsCompaction && meanwhile is null) _ = RenewAsync();
    }

    /// <summary>Makes the index anew beside the turns, from the profiles as they are now; who came since is put into it before it takes over.</summary>
    private async Task RenewAsync()
    {
        meanwhile = [];
        try
        {
            var profiles = Committed.Profiles;
            var renewed = await Task.Run(() => MatchIndex.Of(profiles));
            foreach (var person in meanwhile) renewed.Put(person, Committed.Profiles.Find(person));
            index = renewed;
        }
        catch (Exception e)
        {
            DiscoveryLog.NotRenewed(log, e, Key);
        }
        finally
        {
            meanwhile = null;
        }
    }
}

/// <summary>Numbered log events of discovery.</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(2601, LogLevel.Error, "The index of match shard {Shard} could not be made anew; the old one goes on.")]
    public static partial void NotRenewed(ILogger log, Exception e, string shard);

    // The number 2602 is retired: log numbers are never reused.
}
