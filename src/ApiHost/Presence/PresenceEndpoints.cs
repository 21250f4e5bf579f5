using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.Presence;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace XelaConnect.ApiHost.Presence;

/// <summary>The routes of the presence slice (contract §2 "Presence").</summary>
internal static class PresenceEndpoints
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapPresence(this IEndpointRouteBuilder routes)
    {
        var presence = routes.MapGroup("/api/presence").WithTags("Presence").RequireAuthorization();
        presence.MapPost("/online", PresenceHandlers.OnlineAsync)
            .WithName("SetOnline").WithSummary("The caller is there, for two minutes, until they say otherwise or until the session ends, and visible.")
            .Produces<PresenceSaidJson>().WithFaults(Status401Unauthorized);
        presence.MapPost("/offline", PresenceHandlers.OfflineAsync)
            .WithName("SetOffline").WithSummary("The caller is gone; with invisible: true, nobody sees them whatever is connected, until they say online.")
            .AcceptsBody(new OfflineRequest(Invisible: true)).Produces<PresenceSaidJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        presence.MapGet("/status/{user_id}", PresenceHandlers.StatusAsync)
            .WithName("GetPresence").WithSummary("Somebody's presence; told only to those connected with them, to others they are offline.")
            .Produces<PresenceJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        presence.MapGet("/online-users", PresenceHandlers.OnlineUsersAsync)
            .WithName("ListOnlineUsers").WithSummary("Those the caller is connected with who are there now.")
            .Produces<OnlineUsersJson>().WithFaults(Status401Unauthorized);
        return routes;
    }
}

/// <summary>Saying and seeing who is there.</summary>
internal static class PresenceHandlers
{
    /// <summary>How many are asked at one time.</summary>
    private const int AskedAtATime = 500;

    public static async Task<IResult> OnlineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        await grains.Contacts(caller.UserId).SetVisibleAsync(new(Operation.Of(http), Visible: true));
        await grains.Presence(caller.UserId).DeclareOnlineAsync(caller.SessionId);
        return TypedResults.Ok(new PresenceSaidJson("You are online", PresenceStatuses.Online));
    }

    public static async Task<IResult> OfflineAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var invisible = input.OptionalFlag("invisible");
        if (input.Refusal is { } refusal) return refusal;
        if (invisible is { } hide) await grains.Contacts(caller.UserId).SetVisibleAsync(new(Operation.Of(http), Visible: !hide));
        await grains.Presence(caller.UserId).OfflineAsync();
        return TypedResults.Ok(new PresenceSaidJson("You are offline", PresenceStatuses.Offline));
    }

    public static async Task<IResult> StatusAsync([FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (userId == caller.UserId) return Shown(userId, await grains.Presence(userId).GetAsync());
        var (_, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        var relation = await grains.Contacts(caller.UserId).RelationAsync(userId);
        return Shown(userId, relation.IsConnected ? await grains.Presence(userId).GetAsync() : PresenceView.Nothing);
    }

    public static async Task<IResult> OnlineUsersAsync(CurrentUser caller, IGrainFactory grains)
    {
        var online = new List<string>();
        foreach (var portion in (await grains.Contacts(caller.UserId).ConnectedAsync()).Chunk(AskedAtATime))
        {
            var views = await Task.WhenAll(portion.Select(id => grains.Presence(id).GetAsync()));
            online.AddRange(portion.Where((_, i) => views[i].Status == PresenceStatuses.Online));
        }
        var users = await Task.WhenAll(online.Select(id => PublicProfiles.GetAsync(grains, id, connected: true)));
        return TypedResults.Ok(new OnlineUsersJson(users, users.Length));
    }

    private static Ok<PresenceJson> Shown(string userId, PresenceView view) => TypedResults.Ok(new PresenceJson(userId, view.Status, view.LastActive));
}

/// <summary>What the caller said of themselves.</summary>
internal sealed record PresenceSaidJson(string Message, string Status);

/// <summary>Somebody's presence.</summary>
internal sealed record PresenceJson(string UserId, string Status, DateTimeOffset? LastActive);

/// <summary>Who is there.</summary>
internal sealed record OnlineUsersJson(IReadOnlyList<PublicUserJson> OnlineUsers, int Count);

/// <summary>Body of going offline; it may be left out.</summary>
internal sealed record OfflineRequest(bool? Invisible = null);

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PresenceSaidJson))]
[JsonSerializable(typeof(PresenceJson))]
[JsonSerializable(typeof(OnlineUsersJson))]
[JsonSerializable(typeof(OfflineRequest))]
internal sealed partial class PresenceRoutesJson : JsonSerializerContext;
