namespace XelaConnect.ApiHost.Discovery;

/// <summary>Routes of discovery.</summary>
internal static class DiscoveryEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/discover", DiscoveryHandlers.DiscoverAsync).RequireAuthorization().WithTags("Discovery")
            .WithName("Discover")
            .WithSummary("People who are compatible with the caller, best first. Filters and reasons require Premium or higher.")
            .WithQuery("city", "age_min", "age_max", "badge", "cursor", "limit").Produces<DiscoverPageJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized, Status403Forbidden);
        return routes;
    }
}
