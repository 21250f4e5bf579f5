using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using XelaConnect.ApiHost.Profiles;

namespace XelaConnect.ApiHost.Safety;

/// <summary>Routes of blocking and reporting (<c>docs/api/http.md</c>, "Safety").</summary>
internal static class SafetyEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapSafety(this IEndpointRouteBuilder routes)
    {
        var safety = routes.MapGroup("/api/safety").WithTags("Safety").RequireAuthorization();
        safety.MapPost("/block/{user_id}", SafetyHandlers.BlockAsync)
            .WithName("BlockUser").WithSummary("Blocks a user everywhere at once, without notice. A repeated call changes nothing.")
            .Produces<DoneJson>().WithFaults(Status400BadRequest, Status401Unauthorized, Status404NotFound);
        safety.MapPost("/unblock/{user_id}", SafetyHandlers.UnblockAsync)
            .WithName("UnblockUser").WithSummary("Lets somebody be again; nothing comes back by itself.")
            .Produces<DoneJson>().WithFaults(Status400BadRequest, Status401Unauthorized, Status404NotFound);
        safety.MapGet("/blocked", SafetyHandlers.BlockedAsync)
            .WithName("ListBlockedUsers").WithSummary("Whom the caller blocks, the last blocked first.")
            .WithQuery("cursor", "limit").Produces<BlockedUsersJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        safety.MapPost("/report", SafetyHandlers.ReportAsync)
            .WithName("ReportUser").WithSummary("Reports a user to the moderators, without notice to the user.")
            .AcceptsBody(new ReportRequest(RouteDocs.SomeUser, "Harassment",
                "Asked again after I had said no.")).Produces<DoneJson>().WithFaults(Status400BadRequest, Status401Unauthorized,
                    Status404NotFound);
        safety.MapGet("/is-blocked/{user_id}", SafetyHandlers.IsBlockedAsync)
            .WithName("IsUserBlocked").WithSummary("Whether the caller blocks a user. A block by the other side is private.")
            .Produces<IsBlockedJson>().WithFaults(Status400BadRequest, Status401Unauthorized, Status404NotFound);
        return routes;
    }
}

/// <summary>Handlers of blocking and reporting.</summary>
internal static class SafetyHandlers
{
    private static readonly TextRule UserId = new(Limits.ForeignUserId);
    private static readonly TextRule Reason = TextRule.Prose(Limits.ReportReason);
    private static readonly TextRule Details = TextRule.Prose(Limits.ReportDetails);

    public static async Task<IResult> BlockAsync(HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller,
        IGrainFactory grains)
    {
        var (pair, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        var blocked = await grains.Connection(pair.Key).BlockAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(blocked, _ => TypedResults.Ok(new DoneJson("User blocked successfully")));
    }

    public static async Task<IResult> UnblockAsync(HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller,
        IGrainFactory grains)
    {
        var (pair, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        var unblocked = await grains.Connection(pair.Key).UnblockAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(unblocked, _ => TypedResults.Ok(new DoneJson("User unblocked successfully")));
    }

    public static async Task<IResult> BlockedAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var blocked = await grains.Contacts(caller.UserId).BlockedAsync(cursor, limit);
        if (!blocked.IsOk) return OutcomeResults.Refuse(blocked.Fault);
        var users = await Task.WhenAll(blocked.Value.Items.Select(async b => BlockedUserJson.Of(await PublicProfiles.GetAsync(grains,
            b.UserId, connected: false), b.BlockedAt)));
        return TypedResults.Ok(new BlockedUsersJson(users, blocked.Value.NextCursor));
    }

    public static async Task<IResult> ReportAsync(HttpContext http, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", UserId);
        var reason = input.Text("reason", Reason);
        var details = input.OptionalText("details", Details);
        if (input.Refusal is { } invalid) return invalid;
        var (_, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        var now = time.GetUtcNow().UtcDateTime;
        // A repeated report of the same user in the same words on the same day is one operation.
        var operation = string.Create(CultureInfo.InvariantCulture,
            $"report/{Ids.Digest($"{caller.UserId}\n{userId}\n{now:yyyy-MM-dd}\n{reason}\n{details}")}");
        var filed = await grains.Reports(now.ToString("yyyy-MM", CultureInfo.InvariantCulture)).FileAsync(new(operation, caller.UserId,
            userId, reason, details));
        return OutcomeResults.Of(filed, _ => TypedResults.Ok(new DoneJson("Thank you. Our team will look into this.")));
    }

    public static async Task<IResult> IsBlockedAsync([FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var (_, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        return TypedResults.Ok(new IsBlockedJson((await grains.Contacts(caller.UserId).RelationAsync(userId)).HasBlocked));
    }
}

/// <summary>A user whom the caller blocks.</summary>
internal sealed record BlockedUserJson(string UserId, string Name, string? Picture, DateTimeOffset BlockedAt)
{
    public static BlockedUserJson Of(PublicUserJson user, DateTimeOffset at) => new(user.Id, user.Name, user.Picture, at);
}

/// <summary>A page of blocked users.</summary>
internal sealed record BlockedUsersJson(IReadOnlyList<BlockedUserJson> BlockedUsers, string? NextCursor);

/// <summary>Whether the caller blocks a user.</summary>
internal sealed record IsBlockedJson(bool IsBlocked);

/// <summary>Body of a report.</summary>
internal sealed record ReportRequest(
    [property: Length(1, Limits.ForeignUserId)] string UserId,
    [property: Length(1, Limits.ReportReason)] string Reason,
    [property: MaxLength(Limits.ReportDetails)] string? Details = null);

/// <summary>Serializers of safety.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(BlockedUsersJson))]
[JsonSerializable(typeof(IsBlockedJson))]
[JsonSerializable(typeof(ReportRequest))]
internal sealed partial class SafetyJson : JsonSerializerContext;
