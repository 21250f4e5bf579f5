namespace XelaConnect.ApiHost.Accounts;

/// <summary>Handlers of sessions and of the password.</summary>
internal static class SessionHandlers
{
    private const string Kind = "session";

    /// <summary>Opens a session for an authenticated user, as part of <paramref name="operation"/>.</summary>
    public static Task<Outcome<SessionView>> OpenAsync(HttpContext http, IGrainFactory grains, string operation, string userId)
    {
        // A name of its own: the journals of the account and the user already contain the operation.
        var opening = $"{operation}/session";
        return grains.Session(Ids.Of(Kind, $"{opening}/{userId}")).OpenAsync(new(opening, userId, DeviceOf(http)));
    }

    public static async Task<IResult> LogOutAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var ended = await grains.Session(caller.SessionId).EndAsync(new(Operation.Of(http), caller.UserId, Sessions.Logout));
        return OutcomeResults.Of(ended, _ => TypedResults.Ok(new DoneJson("Logged out successfully")));
    }

    public static async Task<IResult> ChangePasswordAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var current = input.Password("current_password", from: 1);
        var chosen = input.Password("new_password", Limits.PasswordFrom);
        if (input.Refusal is { } refusal) return refusal;

        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return OutcomeResults.Refuse(AccountFaults.NoPassword);
        var changed = await grains.Account(Ids.OfEmail(user.Email))
            .ChangePasswordAsync(new(Operation.Of(http), caller.UserId, current, chosen, caller.SessionId, SignInHandlers.OriginOf(http)));
        return OutcomeResults.Of(changed, _ => TypedResults.Ok(new DoneJson("Password changed successfully")));
    }

    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var listed = Page.Of(
            await grains.User(caller.UserId).SessionsAsync(), static session => new TimeCursor(session.CreatedAt, session.Id),
            session => SessionJson.Of(session, caller.SessionId), cursor, limit);
        return OutcomeResults.Of(listed, page => TypedResults.Ok(new SessionsJson(page.Items, page.NextCursor)));
    }

    public static async Task<IResult> EndAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(AccountFaults.UnknownSession);
        var session = grains.Session(id);
        // Another user's session is refused like an unknown one.
        if ((await session.CheckAsync())?.UserId != caller.UserId) return OutcomeResults.Refuse(AccountFaults.UnknownSession);
        var ended = await session.EndAsync(new(Operation.Of(http), caller.UserId, Sessions.Revoked));
        return OutcomeResults.Of(ended, _ => TypedResults.Ok(new DoneJson("Session ended")));
    }

    public static async Task<IResult> EndOthersAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var ended = await grains.User(caller.UserId).EndSessionsAsync(new(Operation.Of(http), caller.SessionId, Sessions.Revoked));
        return OutcomeResults.Of(ended, _ => TypedResults.Ok(new DoneJson("All other sessions ended")));
    }

    private static string? DeviceOf(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString().Trim();
        return agent.Length > 0 && TextForm.IsStorable(agent) ? TextForm.Cut(agent, Limits.Device) : null;
    }
}
