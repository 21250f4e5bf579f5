namespace XelaConnect.ApiHost.Presence;

internal static class PresenceEndpoints
{
    public static void MapPresence(this IEndpointRouteBuilder routes)
    {
        var presence = routes.MapGroup("/api/presence").WithTags("Presence").RequireAuthorization();
        presence.MapPost("/online", OnlineAsync).WithName("SetOnline")
            .WithSummary("Shows the caller as online for two minutes, until SetOffline or the end of the session.")
            .Produces<PresenceSaidJson>();
        presence.MapPost("/offline", OfflineAsync).WithName("SetOffline")
            .WithSummary("Ends a declared presence; with invisible: true, hides the caller until SetOnline.")
            .AcceptsOptionalBody(new OfflineRequest(Invisible: true)).Produces<PresenceSaidJson>();
        presence.MapGet("/status/{user_id}", StatusAsync).WithName("GetPresence")
            .WithSummary("A user's presence; offline unless the caller is connected with them.")
            .Produces<PresenceJson>();
        presence.MapGet("/online-users", OnlineUsersAsync).WithName("ListOnlineUsers")
            .WithSummary("Connected users who are online now.").Produces<OnlineUsersJson>();
    }

    private static async Task<IResult> OnlineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        await grains.Presence(caller.UserId).GoOnlineAsync(Operation.Of(http), caller.SessionId);
        return TypedResults.Ok(new PresenceSaidJson("You are online", PresenceStatuses.Online));
    }

    private static async Task<IResult> OfflineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var invisible = input.OptionalFlag("invisible");
        if (input.Refusal is { } refusal) return refusal;
        await grains.Presence(caller.UserId).GoOfflineAsync(Operation.Of(http), invisible);
        return TypedResults.Ok(new PresenceSaidJson("You are offline", PresenceStatuses.Offline));
    }

    private static async Task<IResult> StatusAsync(
        [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var presence = await grains.Contacts(caller.UserId).PresenceOfAsync(userId);
        return Ok(presence, view => new PresenceJson(userId, view.Status, view.LastActive));
    }

    private static async Task<IResult> OnlineUsersAsync(CurrentUser caller, IGrainFactory grains)
    {
        var online = await grains.Contacts(caller.UserId).OnlineAsync();
        var users = await Task.WhenAll(online.Select(id => PublicProfiles.GetAsync(grains, id, connected: true)));
        return TypedResults.Ok(new OnlineUsersJson(users, users.Length));
    }
}

/// <summary>The caller's presence after a change.</summary>
internal sealed record PresenceSaidJson(string Message, string Status);
/// <summary>A user's presence.</summary>
internal sealed record PresenceJson(string UserId, string Status, DateTimeOffset? LastActive);
/// <summary>Connected users who are online.</summary>
internal sealed record OnlineUsersJson(IReadOnlyList<PublicUserJson> OnlineUsers, int Count);
/// <summary>Body of going offline; it is optional.</summary>
internal sealed record OfflineRequest(bool? Invisible = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PresenceSaidJson))]
[JsonSerializable(typeof(PresenceJson))]
[JsonSerializable(typeof(OnlineUsersJson))]
[JsonSerializable(typeof(OfflineRequest))]
internal sealed partial class PresenceRoutesJson : JsonSerializerContext;
