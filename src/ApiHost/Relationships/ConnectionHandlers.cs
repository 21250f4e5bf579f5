using XelaConnect.ApiHost.Profiles;

namespace XelaConnect.ApiHost.Relationships;

/// <summary>Handlers of connections: request, accept, decline, remove, list.</summary>
internal static class ConnectionHandlers
{
    private const string AnyStatus = "all";
    private static readonly TextRule UserId = new(Limits.ForeignUserId);
    private static readonly TextRule Status = TextRule.OneOf([ConnectionStatuses.Accepted, ConnectionStatuses.Pending, AnyStatus]);

    public static async Task<IResult> RequestAsync(HttpContext http, CurrentUser caller, IGrainFactory grains, HttpSettings settings)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", UserId);
        if (input.Refusal is { } refusal) return refusal;
        var requested = await grains.Contacts(caller.UserId).RequestAsync(new(Operation.Of(http), userId, settings.LimitsEnabled));
        return OutcomeResults.Of(requested, connection => TypedResults.Created((string?)null, new ConnectionChangedJson(
            connection.Status == ConnectionStatuses.Accepted ? "You are connected" : "Connection request sent",
            ConnectionJson.Of(connection))));
    }

    public static async Task<IResult> AcceptAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return OutcomeResults.Refuse(ConnectionFaults.Unknown);
        var accepted = await grains.Connection(pair.Key).AcceptAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(
            accepted, connection => TypedResults.Ok(new ConnectionChangedJson("Connection accepted", ConnectionJson.Of(connection))));
    }

    public static async Task<IResult> DeclineAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return OutcomeResults.Refuse(ConnectionFaults.Unknown);
        var declined = await grains.Connection(pair.Key).DeclineAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(
            declined, connection => TypedResults.Ok(new ConnectionChangedJson("Connection declined", ConnectionJson.Of(connection))));
    }

    public static async Task<IResult> RemoveAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Pair.TryOfConnection(id, caller.UserId, out var pair)) return OutcomeResults.Refuse(ConnectionFaults.Unknown);
        var removed = await grains.Connection(pair.Key).RemoveAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(removed, _ => TypedResults.Ok(new DoneJson("Connection removed")));
    }

    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var status = query.OptionalText("status", Status) ?? ConnectionStatuses.Accepted;
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;

        var listed = await grains.Contacts(caller.UserId).ListAsync(new(status == AnyStatus ? null : status, cursor, limit));
        if (!listed.IsOk) return OutcomeResults.Refuse(listed.Fault);
        var shown = await Task.WhenAll(listed.Value.Items.Select(async connection =>
        {
            var other = connection.UserId == caller.UserId ? connection.ConnectedUserId : connection.UserId;
            var connected = connection.Status == ConnectionStatuses.Accepted;
            return ListedConnectionJson.Of(connection, await PublicProfiles.GetAsync(grains, other, connected));
        }));
        return TypedResults.Ok(new ConnectionsPageJson(shown, listed.Value.NextCursor));
    }
}
