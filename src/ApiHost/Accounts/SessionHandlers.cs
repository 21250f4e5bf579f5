namespace XelaConnect.ApiHost.Accounts;

internal static class SessionHandlers
{
    private const string Kind = "session";

    public static Task<Outcome<SessionView>> OpenAsync(
        HttpContext http, IGrainFactory grains, string operation, string userId)
    {
        // A name of its own: the journals of the account and the user already contain the operation.
        var opening = $"{operation}/session";
        return grains.Session(Ids.Of(Kind, $"{opening}/{userId}"))
            .OpenAsync(new(opening, userId, UserAgent.Of(http)));
    }

    public static async Task<IResult> LogOutAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var session = grains.Session(caller.SessionId);
        return Ok(
            await session.EndAsync(new(Operation.Of(http), caller.UserId, Sessions.Logout)), "Logged out successfully");
    }

    public static async Task<IResult> ChangePasswordAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var current = input.Password("current_password", from: 1);
        var chosen = input.Password("new_password", Limits.PasswordFrom);
        if (input.Refusal is { } refusal) return refusal;

        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return Refuse(AccountFaults.NoPassword);
        var changed = await grains.Account(Ids.OfEmail(user.Email)).ChangePasswordAsync(new(
            Operation.Of(http), caller.UserId, current, chosen, caller.SessionId, RateLimits.OriginOf(http)));
        return Ok(changed, "Password changed successfully");
    }

    public static async Task<IResult> ListAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        var listed = Page.Of(
            await grains.User(caller.UserId).SessionsAsync(), static s => new TimeCursor(s.CreatedAt, s.Id),
            session => SessionJson.Of(session, caller.SessionId), cursor, limit);
        return Ok(listed, page => new SessionsJson(page.Items, page.NextCursor));
    }

    public static async Task<IResult> EndAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(AccountFaults.UnknownSession);
        var session = grains.Session(id);
        // Another user's session is refused like an unknown one.
        if ((await session.CheckAsync())?.UserId != caller.UserId) return Refuse(AccountFaults.UnknownSession);
        var ended = await session.EndAsync(new(Operation.Of(http), caller.UserId, Sessions.Revoked));
        return Ok(ended, "Session ended");
    }

    public static async Task<IResult> EndOthersAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var ended = await grains.User(caller.UserId)
            .EndSessionsAsync(new(Operation.Of(http), caller.SessionId, Sessions.Revoked));
        return Ok(ended, "All other sessions ended");
    }

    public static async Task<IResult> DevicesAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return TypedResults.Ok(new DevicesJson([]));
        var devices = await grains.Account(Ids.OfEmail(user.Email)).DevicesAsync(caller.UserId);
        var current = RateLimits.OriginOf(http).Device;
        return TypedResults.Ok(new DevicesJson([.. devices.Select(device => DeviceJson.Of(device, current))]));
    }

    public static async Task<IResult> ForgetDeviceAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null || DeviceJson.DeviceOf(id) is not { } device)
            return Refuse(AccountFaults.UnknownDevice);
        var forgotten = await grains.Account(Ids.OfEmail(user.Email))
            .ForgetDeviceAsync(new(Operation.Of(http), caller.UserId, device));
        return Ok(forgotten, "Device forgotten");
    }
}
