namespace XelaConnect.Grains.Feed;

/// <summary>Searches circles and people, and adds what the rules select to the feed. Nobody waits for it.</summary>
[GrainType("concierge")]
internal sealed class SuggestionsGrain(IGrainFactory grains) : Grain, ISuggestionsGrain
{
    private const int CirclesSearched = 50;
    private const int PeopleSearched = 20;

    private string Key => this.GetPrimaryKeyString();

    public async Task<Outcome<Done>> SuggestAsync(SuggestFor command)
    {
        if (await grains.User(Key).GetAsync() is not { IsGuest: false, IsRemoved: false } user) return Done.Instance;
        var (op, day) = command;
        var feed = grains.Feed(Key);
        var (unread, known) = await feed.SuggestedAsync();
        var room = SuggestionRules.MaxUnread - unread;
        if (room > 0 && await CircleAsync(user, known, day) is (var circle, var interest))
        {
            room--;
            var text = SuggestionRules.TextOf(circle, interest);
            await feed.AddAsync(new AddFeedItem($"{op}/circle", text, SuggestionRules.CircleKey(circle.Id)));
        }
        if (room > 0 && await PersonAsync(user, known, day) is (var match, var name))
        {
            var text = SuggestionRules.TextOf(match, name);
            await feed.AddAsync(new AddFeedItem($"{op}/person", text, SuggestionRules.PersonKey(match.UserId)));
        }
        return Done.Instance;
    }

    private async Task<(CircleView Circle, string Interest)?> CircleAsync(
        UserView user, ImmutableArray<string> known, DateOnly day)
    {
        var listing = grains.CircleListing();
        foreach (var interest in SuggestionRules.InterestsOn(user.Interests, day))
        {
            var category = CircleCategories.All.FirstOrDefault(c => SuggestionRules.AreSame(c, interest));
            var query = new CircleQuery(category, category is null ? interest : null, null, CirclesSearched);
            var found = (await listing.ListAsync(query)).Items;
            var circle = SuggestionRules.PickCircle(interest, user.CirclesJoined, known, found);
            if (circle is not null) return (circle, interest);
        }
        return null;
    }

    private async Task<(Match Match, string Name)?> PersonAsync(
        UserView user, ImmutableArray<string> known, DateOnly day)
    {
        var hidden = await grains.Contacts(user.Id).HiddenFromDiscoveryAsync();
        var query = new DiscoverQuery(
            user.Id, MatchProfile.Of(user), PeopleSearched, null, null, hidden, WithReasons: false);
        var found = await grains.Matcher().DiscoverAsync(query);
        if (!found.IsOk || SuggestionRules.PickPerson(known, found.Value.Items) is not { } match) return null;
        var other = await grains.User(match.UserId).GetAsync();
        return other is { IsGuest: false, IsRemoved: false } && Ages.MayMeet(user.BirthDate, other.BirthDate, day)
            ? (match, other.Name) : null;
    }
}
