namespace XelaConnect.Grains.Discovery;

/// <summary>Searches the index in one turn, also during a rebuild.</summary>
[GrainType("match-shard"), Reentrant]
internal sealed partial class MatchShardGrain(
    Journal<MatchShardState, MatchShardEvent> journal, MatchingWeights weights, Plans plans,
    ILogger<MatchShardGrain> log)
    : EventSourcedGrain<MatchShardState, MatchShardEvent>(journal), IMatchShardGrain
{
    private readonly MatchSearch search = new(weights, plans);
    private MatchIndex index = MatchIndex.Of(PackedProfiles.Empty);
    private HashSet<UInt128>? changed;

    public Task<Outcome<Done>> PutAsync(PutProfile command) => Handle(command, MatchShardRules.Put);

    public ValueTask<ImmutableArray<ShardMatch>> FindAsync(ShardQuery query) =>
        ValueTask.FromResult(search.Find(index, Committed.Profiles, query));

    protected override void OnOpened() => index = MatchIndex.Of(Committed.Profiles);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<MatchShardEvent>> events)
    {
        foreach (var put in events.Select(static e => e.Event).OfType<ProfilePut>())
        {
            var person = PersonKey.Of(put.UserId);
            index.Put(person, Committed.Profiles.Find(person));
            changed?.Add(person);
        }
        if (index.NeedsCompaction && changed is null) _ = RebuildAsync();
    }

    /// <summary>Builds a new index outside of the turns, then applies the profiles that changed since.</summary>
    private async Task RebuildAsync()
    {
        changed = [];
        try
        {
            var profiles = Committed.Profiles;
            var rebuilt = await Task.Run(() => MatchIndex.Of(profiles));
            foreach (var person in changed) rebuilt.Put(person, Committed.Profiles.Find(person));
            index = rebuilt;
        }
        catch (Exception e) { LogNotRebuilt(log, e, Key); }
        finally { changed = null; }
    }

    // The event id 2602 is retired; event ids are never reused.
    [LoggerMessage(
        2601, LogLevel.Error, "Rebuild of the index of match shard {Shard} failed; the old index stays in use")]
    private static partial void LogNotRebuilt(ILogger log, Exception e, string shard);
}
