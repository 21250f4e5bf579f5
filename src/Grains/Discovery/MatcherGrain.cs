using Microsoft.Extensions.DependencyInjection;
using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;
using XelaConnect.Discovery;

namespace XelaConnect.Grains.Discovery;

/// <summary>Asks every shard for its first few and keeps the first of them all. Holds nothing.</summary>
[GrainType("matcher"), StatelessWorker, Reentrant]
internal sealed class MatcherGrain(IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, MatchingWeights weights) : Grain, IMatcherGrain
{
    private static readonly ImmutableArray<string> Shards = [.. Enumerable.Range(0, MatchShards.Count).Select(shard => shard.ToString(CultureInfo.InvariantCulture))];

    public async Task<Outcome<Page<Match>>> DiscoverAsync(DiscoverQuery query)
    {
        MatchCursor? cursor = null;
        if (query.Cursor is not null && (cursor = MatchCursor.Read(query.Cursor)) is null) return DiscoveryFaults.BadCursor;
        var at = cursor?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

        var excluded = query.Excluded.Append(query.CallerId).ToLookup(MatchShards.NumberOf);
        var asked = new Task<ImmutableArray<ShardMatch>>[MatchShards.Count];
        for (var shard = 0; shard < asked.Length; shard++)
        {
            // One more than the page holds tells whether there is another page.
            var question = new ShardQuery(query.CallerId, query.Profile, query.Limit + 1, at, cursor?.Position, query.Filter, [.. excluded[shard]]);
            asked[shard] = grains.MatchShard(Shards[shard]).FindAsync(question).AsTask();
        }
        return PageOf(await Task.WhenAll(asked), query, at, weights);
    }

    /// <summary>The page that shards' answers make.</summary>
    internal static Page<Match> PageOf(IEnumerable<ImmutableArray<ShardMatch>> answers, DiscoverQuery query, DateTimeOffset at, MatchingWeights weights)
    {
        var all = answers.SelectMany(static found => found).OrderBy(static found => found.Position).Take(query.Limit + 1).ToList();
        var page = all.Take(query.Limit).Select(found =>
        {
            var profile = PackedProfile.ProfileOf(found.Packed.AsSpan());
            return new Match(
                found.Position.UserId, found.Score, Compatibility.Common(query.Profile.Interests, profile.Interests),
                query.WithReasons ? Compatibility.Reasons(query.Profile, profile, weights) : []);
        });
        return new Page<Match>([.. page], all.Count > query.Limit ? new MatchCursor(at, all[query.Limit - 1].Position).Write() : null);
    }
}
