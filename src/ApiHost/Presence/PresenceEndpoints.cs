using Microsoft.AspNetCore.Mvc;
using XelaConnect.ApiHost.Profiles;

namespace XelaConnect.ApiHost.Presence;

/// <summary>Routes of presence.</summary>
internal static class PresenceEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapPresence(this IEndpointRouteBuilder routes)
    {
        var presence = routes.MapGroup("/api/presence").WithTags("Presence").RequireAuthorization();
        presence.MapPost("/online", PresenceHandlers.OnlineAsync)
            .WithName("SetOnline").WithSummary("Shows the caller as online for two minutes, until SetOffline or the end of the session.")
            .Produces<PresenceSaidJson>().WithFaults(Status401Unauthorized);
        presence.MapPost("/offline", PresenceHandlers.OfflineAsync)
            .WithName("SetOffline").WithSummary("Ends a declared presence; with invisible: true, hides the caller until SetOnline.")
            .AcceptsBody(new OfflineRequest(Invisible: true)).Produces<PresenceSaidJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized);
        presence.MapGet("/status/{user_id}", PresenceHandlers.StatusAsync)
            .WithName("GetPresence").WithSummary("A user's presence; offline unless the caller is connected with them.")
            .Produces<PresenceJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        presence.MapGet("/online-users", PresenceHandlers.OnlineUsersAsync)
            .WithName("ListOnlineUsers").WithSummary("Connected users who are online now.")
            .Produces<OnlineUsersJson>().WithFaults(Status401Unauthorized);
        return routes;
    }
}

/// <summary>Handlers of presence.</summary>
internal static class PresenceHandlers
{
    public static async Task<IResult> OnlineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        await grains.Presence(caller.UserId).GoOnlineAsync(Operation.Of(http), caller.SessionId);
        return TypedResults.Ok(new PresenceSaidJson("You are online", PresenceStatuses.Online));
    }

    public static async Task<IResult> OfflineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var invisible = input.OptionalFlag("invisible");
        if (input.Refusal is { } refusal) return refusal;
        await grains.Presence(caller.UserId).GoOfflineAsync(Operation.Of(http), invisible);
        return TypedResults.Ok(new PresenceSaidJson("You are offline", PresenceStatuses.Offline));
    }

    public static async Task<IResult> StatusAsync([FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var presence = await grains.Contacts(caller.UserId).PresenceOfAsync(userId);
        return OutcomeResults.Of(presence, view => TypedResults.Ok(new PresenceJson(userId, view.Status, view.LastActive)));
    }

    public static async Task<IResult> OnlineUsersAsync(CurrentUser caller, IGrainFactory grains)
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

/// <summary>Generated serializers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PresenceSaidJson))]
[JsonSerializable(typeof(PresenceJson))]
[JsonSerializable(typeof(OnlineUsersJson))]
[JsonSerializable(typeof(OfflineRequest))]
internal sealed partial class PresenceRoutesJson : JsonSerializerContext;
