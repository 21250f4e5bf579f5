using XelaConnect.ApiHost.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace XelaConnect.ApiHost.Discovery;

/// <summary>Routes of discovery.</summary>
internal static class DiscoveryEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/discover", DiscoveryHandlers.DiscoverAsync).RequireAuthorization().WithTags("Discovery")
            .WithName("Discover").WithSummary("People who go well with the caller, best first. Filters and reasons are part of Premium and up.")
            .WithQuery("city", "age_min", "age_max", "badge", "cursor", "limit").Produces<DiscoverPageJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized, Status403Forbidden);
        return routes;
    }
}
