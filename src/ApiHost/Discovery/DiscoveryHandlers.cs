using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.Discovery;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Discovery;

/// <summary>Finding people.</summary>
internal static class DiscoverHandlers
{
    private static readonly TextRule City = new(Limits.City);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    public static async Task<IResult> DiscoverAsync(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var filter = new MatchFilter(
            query.OptionalText("city", City),
            query.OptionalNumber("age_min", Limits.AgeFrom, Limits.AgeTo),
            query.OptionalNumber("age_max", Limits.AgeFrom, Limits.AgeTo),
            query.OptionalText("badge", Badge));
        if (filter.AgeMin > filter.AgeMax) query.Errors.Add("age_min", "must not be more than age_max");
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;

        if ((http.Features.Get<UserView>() ?? await grains.User(CurrentUser.Of(http).UserId).GetAsync()) is not { } caller) return OutcomeResults.Refuse(AccountFaults.UnknownUser);
        var subscription = grains.Subscription(caller.Id).GetAsync();
        var outOfSight = grains.Contacts(caller.Id).HiddenFromDiscoveryAsync();
        await Task.WhenAll(subscription, outOfSight);
        var advanced = (await subscription).Plan.AdvancedMatching;
        var everyone = filter is { City: null, AgeMin: null, AgeMax: null, Badge: null };
        if (!everyone && !advanced) return OutcomeResults.Refuse(DiscoveryFaults.PremiumRequired);

        var found = await grains.Matcher().DiscoverAsync(
            new DiscoverQuery(caller.Id, MatchProfile.Of(caller), caller.IsGuest ? Math.Min(limit, Guests.PeopleShown) : limit, caller.IsGuest ? null : cursor, everyone ? null : filter, await outOfSight, advanced));
        if (!found.IsOk) return OutcomeResults.Refuse(found.Fault);
        var people = await Task.WhenAll(found.Value.Items.Select(match => PersonAsync(grains, match, advanced)));
        return TypedResults.Ok(new DiscoverPageJson([.. people.OfType<DiscoveredPersonJson>()], caller.IsGuest ? null : found.Value.NextCursor));
    }

    /// <summary>The person as they are now; null for someone who has left since the shard heard of them.</summary>
    private static async Task<DiscoveredPersonJson?> PersonAsync(IGrainFactory grains, Match match, bool withReasons) =>
        await grains.User(match.UserId).GetAsync() is { IsGuest: false, IsRemoved: false } user ? DiscoveredPersonJson.Of(match, user, withReasons) : null;
}
