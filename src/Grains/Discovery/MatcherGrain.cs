namespace XelaConnect.Grains.Discovery;

[GrainType("matcher"), StatelessWorker, Reentrant]
internal sealed class MatcherGrain(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, MatchingWeights weights)
    : Grain, IMatcherGrain
{
    public async Task<Outcome<Page<DiscoveredPerson>>> DiscoverForAsync(DiscoverPeople command)
    {
        var user = grains.User(command.CallerId).GetAsync().AsTask();
        var subscription = grains.Subscription(command.CallerId).GetAsync();
        var hidden = grains.Contacts(command.CallerId).HiddenFromDiscoveryAsync();
        await Task.WhenAll(user, subscription, hidden);
        if (await user is not { } caller) return AccountFaults.UnknownUser;
        var withReasons = (await subscription).Plan.AdvancedMatching;
        var filter = command.Filter is { IsEmpty: false } set ? set : null;
        if (filter is not null && !withReasons) return DiscoveryFaults.PremiumRequired;

        var (limit, cursor) = (command.Limit, command.Cursor);
        if (caller.IsGuest) (limit, cursor) = (Math.Min(limit, Guests.PeopleShown), null);
        var found = await DiscoverAsync(
            new DiscoverQuery(caller.Id, MatchProfile.Of(caller), limit, cursor, filter, await hidden, withReasons));
        if (!found.IsOk) return found.Fault;
        var (matches, next) = found.Value;
        var people = await Task.WhenAll(matches.Select(match => PersonAsync(caller, match, withReasons)));
        return new Page<DiscoveredPerson>([.. people.OfType<DiscoveredPerson>()], caller.IsGuest ? null : next);
    }

    public async Task<Outcome<Page<Match>>> DiscoverAsync(DiscoverQuery query)
    {
        var cursor = query.Cursor is null ? null : MatchCursor.Read(query.Cursor);
        if (query.Cursor is not null && cursor is null) return Page.BadCursor;
        var at = cursor?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

        var excluded = query.Excluded.Append(query.CallerId).ToLookup(MatchShards.NumberOf);
        // One more than the page shows whether there is another page.
        var all = new ShardQuery(
            query.CallerId, query.Profile, query.Limit + 1, at, cursor?.Position, query.Filter, Excluded: [],
            UtcDay.Of(time.GetUtcNow()));
        var results = await Task.WhenAll(MatchShards.Keys.Select((key, shard) =>
            grains.MatchShard(key).FindAsync(all with { Excluded = [.. excluded[shard]] }).AsTask()));
        return PageOf(results, query, at, weights);
    }

    /// <summary>The index may lag behind a birth date that was given just now.</summary>
    private async Task<DiscoveredPerson?> PersonAsync(UserView caller, Match match, bool withReasons) =>
        await grains.User(match.UserId).GetAsync() is { IsGuest: false, IsRemoved: false } user
            && Ages.MayMeet(caller.BirthDate, user.BirthDate, UtcDay.Of(time.GetUtcNow()))
            ? new DiscoveredPerson(user, match.Score, match.CommonInterests, withReasons ? match.Reasons : null)
            : null;

    internal static Page<Match> PageOf(
        IEnumerable<ImmutableArray<ShardMatch>> results, DiscoverQuery query, DateTimeOffset at,
        MatchingWeights weights)
    {
        var all = results.SelectMany(found => found).OrderByDescending(found => found.Position.Rank)
            .ThenBy(found => found.Position.Shuffle).ThenBy(found => found.Position.UserId, StringComparer.Ordinal)
            .Take(query.Limit + 1).ToList();
        var page = all.Take(query.Limit).Select(found =>
        {
            var profile = PackedProfile.ProfileOf(found.Packed.AsSpan());
            return new Match(
                found.Position.UserId, found.Score, Compatibility.Common(query.Profile.Interests, profile.Interests),
                query.WithReasons ? Compatibility.Reasons(query.Profile, profile, weights) : []);
        });
        var next = all.Count > query.Limit ? new MatchCursor(at, all[query.Limit - 1].Position).Write() : null;
        return new Page<Match>([.. page], next);
    }
}
