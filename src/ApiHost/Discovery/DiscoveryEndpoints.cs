namespace XelaConnect.ApiHost.Discovery;

internal static class DiscoveryEndpoints
{
    private static readonly TextRule City = new(Limits.City);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/discover", DiscoverAsync).RequireAuthorization().WithTags("Discovery").WithName("Discover")
            .WithSummary("People who are compatible with the caller, best first. Filters and reasons require "
                + "Premium or higher.")
            .WithQuery("city", "age_min", "age_max", "badge", "cursor", RouteDocs.WholeLimit)
            .Produces<DiscoverPageJson>()
            .WithFaults(Status403Forbidden);
    }

    private static async Task<IResult> DiscoverAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var filter = new MatchFilter(
            query.OptionalText("city", City),
            query.OptionalNumber("age_min", Limits.AgeFrom, Limits.AgeTo),
            query.OptionalNumber("age_max", Limits.AgeFrom, Limits.AgeTo),
            query.OptionalText("badge", Badge));
        if (filter.AgeMin > filter.AgeMax) query.Errors.Add("age_min", "must not be more than age_max");
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;

        var found = await grains.Matcher().DiscoverForAsync(new(caller.UserId, limit, cursor, filter));
        return Ok(found, page => 
            new DiscoverPageJson([.. page.Items.Select(DiscoveredPersonJson.Of)], page.NextCursor));
    }
}

/// <summary>A page of people, best first.</summary>
internal sealed record DiscoverPageJson(IReadOnlyList<DiscoveredPersonJson> People, string? NextCursor);

/// <summary>A discovered person; <paramref name="Reasons"/> is present only if the caller's plan has them.</summary>
internal sealed record DiscoveredPersonJson(
    PublicUserJson User,
    int CompatibilityScore,
    ImmutableArray<string> CommonInterests,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reasons)
{
    public static DiscoveredPersonJson Of(DiscoveredPerson person) =>
        new(PublicUserJson.Of(person.User), person.Score, person.CommonInterests,
            person.Reasons is { } reasons ? [.. reasons] : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscoverPageJson))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
