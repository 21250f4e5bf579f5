using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.Feed;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Feed;

/// <summary>Asks listings and matching, and picks by rule. Nobody waits for it: it is owed by a person's grain, whose answers do not wait for it either.</summary>
[GrainType("concierge")]
internal sealed class SuggestionsGrain(IGrainFactory grains) : Grain, ISuggestionsGrain
{
    private const int CirclesLookedAt = 50;
    private const int PeopleLookedAt = 20;

    private string Key => this.GetPrimaryKeyString();

    public async Task<Outcome<Done>> SuggestAsync(SuggestFor command)
    {
        if (await grains.User(Key).GetAsync() is not { IsGuest: false, IsRemoved: false } user) return Done.Instance;
        var feed = grains.Feed(Key);
        var told = await feed.SuggestedAsync();
        var room = SuggestionRules.MaxUnread - told.Unread;
        if (room > 0 && await CircleAsync(user, told.Known, command.Day) is (var circle, var interest))
        {
            room--;
            await feed.AddAsync(new AddFeedItem($"{command.OperationId}/circle", SuggestionRules.Words(circle, interest), SuggestionRules.CircleKey(circle.Id)));
        }
        if (room > 0 && await PersonAsync(user, told.Known) is (var match, var name))
            await feed.AddAsync(new AddFeedItem($"{command.OperationId}/person", SuggestionRules.Words(match, name), SuggestionRules.PersonKey(match.UserId)));
        return Done.Instance;
    }

    private async Task<(CircleView Circle, string Interest)?> CircleAsync(UserView user, ImmutableArray<string> known, DateOnly day)
    {
        var listing = grains.CircleListing();
        foreach (var interest in SuggestionRules.InterestsOn(user.Interests, day))
        {
            var category = CircleCategories.All.FirstOrDefault(c => string.Equals(c, interest.Trim(), StringComparison.OrdinalIgnoreCase));
            var query = category is null ? new CircleQuery(null, interest, null, CirclesLookedAt) : new CircleQuery(category, null, null, CirclesLookedAt);
            if (SuggestionRules.PickCircle(interest, user.CirclesJoined, known, (await listing.ListAsync(query)).Items) is { } circle) return (circle, interest);
        }
        return null;
    }

    private async Task<(Match Match, string Name)?> PersonAsync(UserView user, ImmutableArray<string> known)
    {
        var outOfSight = await grains.Contacts(user.Id).HiddenFromDiscoveryAsync();
        var found = await grains.Matcher().DiscoverAsync(new DiscoverQuery(user.Id, MatchProfile.Of(user), PeopleLookedAt, null, null, outOfSight, WithReasons: false));
        if (!found.IsOk || SuggestionRules.PickPerson(known, found.Value.Items) is not { } match) return null;
        return await grains.User(match.UserId).GetAsync() is { IsGuest: false, IsRemoved: false } other ? (match, other.Name) : null;
    }
}
