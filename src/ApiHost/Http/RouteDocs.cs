namespace XelaConnect.ApiHost.Http;

/// <summary>What the OpenAPI document says of a route, in few words at the route.</summary>
internal static class RouteDocs
{
    /// <summary>The refusals a caller should expect; all have the one error shape.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) route.Produces<ErrorBody>(status);
        return route;
    }

    /// <summary>A JSON body that the endpoint reads field by field.</summary>
    public static RouteHandlerBuilder Takes<TRequest>(this RouteHandlerBuilder route) where TRequest : notnull =>
        route.Accepts<TRequest>("application/json");
}
