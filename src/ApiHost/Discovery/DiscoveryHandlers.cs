namespace XelaConnect.ApiHost.Discovery;

/// <summary>Handlers of discovery.</summary>
internal static class DiscoveryHandlers
{
    private static readonly TextRule City = new(Limits.City);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    public static async Task<IResult> DiscoverAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
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

        var found = await grains.Matcher().DiscoverForAsync(new(caller.UserId, limit, cursor, filter));
        return OutcomeResults.Of(found, page => TypedResults.Ok(
            new DiscoverPageJson([.. page.Items.Select(DiscoveredPersonJson.Of)], page.NextCursor)));
    }
}
