namespace XelaConnect.ApiHost.Relationships;

internal static class ConnectionsEndpoints
{
    private const string AnyStatus = "all";
    private static readonly TextRule Status =
        TextRule.OneOf([ConnectionStatuses.Accepted, ConnectionStatuses.Pending, AnyStatus]);

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        var connections = routes.MapGroup("/api/connections").WithTags("Connections").RequireAuthorization();
        connections.MapGet("", ListAsync).WithName("ListConnections")
            .WithSummary("The caller's connections, newest first, each with the other user's public profile. Without "
                + "`status`: accepted and pending ones, in both directions.")
            .WithQuery("status", "cursor", RouteDocs.WholeLimit).Produces<ConnectionsPageJson>();
        connections.MapPost("/request", RequestAsync).MembersOnly().WithName("RequestConnection")
            .WithSummary("Requests a connection; a request in the opposite direction accepts it.")
            .AcceptsBody(new ConnectionRequest(RouteDocs.SomeUser)).Produces<ConnectionChangedJson>(Status201Created)
            .WithFaults(Status404NotFound, Status409Conflict, Status429TooManyRequests);
        connections.MapPost("/{id}/accept", AcceptAsync).WithName("AcceptConnection")
            .WithSummary("Accepts a request; only the requested user.").Produces<ConnectionChangedJson>()
            .WithFaults(Status409Conflict);
        connections.MapPost("/{id}/decline", DeclineAsync).WithName("DeclineConnection")
            .WithSummary("Declines a request; only the requested user.").Produces<ConnectionChangedJson>()
            .WithFaults(Status409Conflict);
        connections.MapDelete("/{id}", RemoveAsync).WithName("RemoveConnection")
            .WithSummary("Ends a connection, withdraws a request, or declines one.").Produces<DoneJson>();
    }

    private static async Task<IResult> RequestAsync(
        HttpContext http, CurrentUser caller, IGrainFactory grains, HttpSettings settings)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", TextRule.ForeignUserId);
        if (input.Refusal is { } refusal) return refusal;
        var requested = await grains.Contacts(caller.UserId)
            .RequestAsync(new(Operation.Of(http), userId, settings.LimitsEnabled));
        return Created(requested, connection => new ConnectionChangedJson(
            connection.Status == ConnectionStatuses.Accepted ? "You are connected" : "Connection request sent",
            ConnectionJson.Of(connection)));
    }

    private static async Task<IResult> AcceptAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return Refuse(ConnectionFaults.Unknown);
        var accepted = await grains.Connection(pair.Key).AcceptAsync(new(Operation.Of(http), caller.UserId));
        return Ok(
            accepted, connection => new ConnectionChangedJson("Connection accepted", ConnectionJson.Of(connection)));
    }

    private static async Task<IResult> DeclineAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return Refuse(ConnectionFaults.Unknown);
        var declined = await grains.Connection(pair.Key).DeclineAsync(new(Operation.Of(http), caller.UserId));
        return Ok(
            declined, connection => new ConnectionChangedJson("Connection declined", ConnectionJson.Of(connection)));
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return Refuse(ConnectionFaults.Unknown);
        var removed = await grains.Connection(pair.Key).RemoveAsync(new(Operation.Of(http), caller.UserId));
        return Ok(removed, "Connection removed");
    }

    private static async Task<IResult> ListAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var status = query.OptionalText("status", Status) ?? ConnectionQuery.Current;
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;

        var listed = await grains.Contacts(caller.UserId)
            .ListAsync(new(status == AnyStatus ? null : status, cursor, limit));
        if (!listed.IsOk) return Refuse(listed.Fault);
        var shown = await Task.WhenAll(listed.Value.Items.Select(async connection =>
        {
            var other = connection.UserId == caller.UserId ? connection.ConnectedUserId : connection.UserId;
            var connected = connection.Status == ConnectionStatuses.Accepted;
            return ListedConnectionJson.Of(connection, await PublicProfiles.GetAsync(grains, other, connected));
        }));
        return TypedResults.Ok(new ConnectionsPageJson(shown, listed.Value.NextCursor));
    }
}
