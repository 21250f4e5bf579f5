using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>
/// All shards with their indexes, as their grains keep them, and a plain list of profiles, which the oracle scans in full.
/// </summary>
internal sealed class MatchSimulation(MatchingWeights weights)
{
    private readonly MatchShardState[] shards = [.. Enumerable.Range(0, MatchShards.Count).Select(_ => new MatchShardState())];
    private readonly MatchIndex[] indexes = [.. Enumerable.Range(0, MatchShards.Count).Select(_ => MatchIndex.Of(PackedProfiles.Empty))];
    private readonly MatchSearch search = new(weights, Plans.Default);
    private long seq;

    public Dictionary<string, ProfilePut> Profiles { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<MatchShardState> Shards => shards;

    public void Put(ProfilePut put)
    {
        var shard = MatchShards.NumberOf(put.UserId);
        var decision = MatchShardRules.Put(
            shards[shard], new PutProfile($"op{++seq}", put.Version, put.UserId, put.Profile, put.Tiers, put.BoostedUntil),
            SampleProfiles.Start);
        foreach (var happened in decision.Events)
            shards[shard] = MatchShardState.Apply(
                shards[shard], new EventEnvelope<MatchShardEvent>(0, seq, SampleProfiles.Start, null, happened));
        if (!decision.Events.IsEmpty) indexes[shard].Put(PersonKey.Of(put.UserId), shards[shard].Profiles.Find(PersonKey.Of(put.UserId)));
        if (!Profiles.TryGetValue(put.UserId, out var held) || held.Version < put.Version) Profiles[put.UserId] = put;
    }

    /// <summary>Rebuilds every index from its shard.</summary>
    public void Renew()
    {
        for (var i = 0; i < shards.Length; i++) indexes[i] = MatchIndex.Of(shards[i].Profiles);
    }

    public Page<Match> Page(DiscoverQuery query, DateTimeOffset now)
    {
        var cursor = query.Cursor is null ? null : MatchCursor.Read(query.Cursor).ShouldNotBeNull();
        var at = cursor?.At ?? now;
        var answers = shards.Select((shard, i) => search.Find(indexes[i], shard.Profiles, new ShardQuery(
            query.CallerId, query.Profile, query.Limit + 1, at, cursor?.Position, query.Filter,
            [.. query.Excluded.Append(query.CallerId).Where(id => MatchShards.NumberOf(id) == i)], UtcDay.Of(now))));
        return MatcherGrain.PageOf(answers, query, at, weights);
    }

    /// <summary>Every page, one after the other.</summary>
    public List<Match> All(DiscoverQuery query, DateTimeOffset now, Func<DateTimeOffset>? later = null)
    {
        var all = new List<Match>();
        for (string? cursor = null; ;)
        {
            var page = Page(query with { Cursor = cursor }, cursor is null ? now : later?.Invoke() ?? now);
            page.Items.Length.ShouldBeLessThanOrEqualTo(query.Limit);
            all.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null) return all;
        }
    }

    /// <summary>The oracle: a full scan.</summary>
    public List<(string UserId, int Score)> ByHand(DiscoverQuery query, DateTimeOffset now)
    {
        var seed = MatchOrder.Seed(query.CallerId, now);
        return [.. Profiles.Values
            .Where(sent => sent.Profile is not null && sent.UserId != query.CallerId && !query.Excluded.Contains(sent.UserId)
                && Ages.MayMeet(query.Profile.BirthDate, sent.Profile.BirthDate, UtcDay.Of(now))
                && (query.Filter is null || Ages.GroupOf(query.Profile.BirthDate, UtcDay.Of(now)) != AgeGroup.Minor)
                && Passes(sent.Profile, query.Filter))
            .Select(sent => (sent.UserId, Score: Compatibility.Score(query.Profile, sent.Profile!, weights), First: HasPriority(sent, now)))
            .OrderByDescending(found => found.Score + (found.First ? weights.PriorityLead : 0)).ThenByDescending(found => found.First)
            .ThenBy(found => MatchOrder.Shuffle(seed, PersonKey.Of(found.UserId))).ThenBy(found => found.UserId, StringComparer.Ordinal)
            .Select(found => (found.UserId, found.Score))];
    }

    public static bool HasPriority(ProfilePut sent, DateTimeOffset now) =>
        sent.BoostedUntil > now || Plans.Default.Of(TierTimeline.At([.. sent.Tiers], now).Tier).PriorityVisibility;

    private static bool Passes(MatchProfile profile, MatchFilter? filter) =>
        filter is null
        || ((filter.City is null || (profile.City is not null && Compatibility.KeyOf(profile.City) == Compatibility.KeyOf(filter.City)))
            && (filter.AgeMin is null || profile.Age >= filter.AgeMin) && (filter.AgeMax is null || profile.Age <= filter.AgeMax)
            && (filter.Badge is null || profile.IdentityBadge == filter.Badge));
}
