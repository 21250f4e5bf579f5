namespace XelaConnect.ApiHost.Relationships;

/// <summary>Routes of connections.</summary>
internal static class ConnectionsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapConnections(this IEndpointRouteBuilder routes)
    {
        var connections = routes.MapGroup("/api/connections").WithTags("Connections").RequireAuthorization();
        connections.MapGet("", ConnectionHandlers.ListAsync)
            .WithName("ListConnections").WithSummary("The caller's connections, newest first, each with the other user's public profile.")
            .WithQuery("status", "cursor", "limit").Produces<ConnectionsPageJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        connections.MapPost("/request", ConnectionHandlers.RequestAsync)
            .MembersOnly()
            .WithName("RequestConnection").WithSummary("Requests a connection; a request in the opposite direction accepts it.")
            .AcceptsBody(new ConnectionRequest(RouteDocs.SomeUser)).Produces<ConnectionChangedJson>(Status201Created)
            .WithFaults(
                Status400BadRequest, Status401Unauthorized, Status403Forbidden, Status404NotFound, Status409Conflict,
                Status429TooManyRequests);
        connections.MapPost("/{id}/accept", ConnectionHandlers.AcceptAsync)
            .WithName("AcceptConnection").WithSummary("Accepts a request; only the requested user.")
            .Produces<ConnectionChangedJson>().WithFaults(Status401Unauthorized, Status404NotFound, Status409Conflict);
        connections.MapPost("/{id}/decline", ConnectionHandlers.DeclineAsync)
            .WithName("DeclineConnection").WithSummary("Declines a request; only the requested user.")
            .Produces<ConnectionChangedJson>().WithFaults(Status401Unauthorized, Status404NotFound, Status409Conflict);
        connections.MapDelete("/{id}", ConnectionHandlers.RemoveAsync)
            .WithName("RemoveConnection").WithSummary("Ends a connection, withdraws a request, or declines one.")
            .Produces<DoneJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        return routes;
    }
}
