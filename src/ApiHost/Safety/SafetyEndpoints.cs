namespace XelaConnect.ApiHost.Safety;

internal static class SafetyEndpoints
{
    private static readonly TextRule Reason = TextRule.Prose(Limits.ReportReason);
    private static readonly TextRule Details = TextRule.Prose(Limits.ReportDetails);

    public static void MapSafety(this IEndpointRouteBuilder routes)
    {
        var safety = routes.MapGroup("/api/safety").WithTags("Safety").RequireAuthorization();
        safety.MapPost("/block/{user_id}", BlockAsync).WithName("BlockUser")
            .WithSummary("Blocks a user everywhere at once, without notice. A repeated call changes nothing.")
            .Produces<DoneJson>().WithFaults(Status400BadRequest);
        safety.MapPost("/unblock/{user_id}", UnblockAsync).WithName("UnblockUser")
            .WithSummary("Lets somebody be again; nothing comes back by itself.").Produces<DoneJson>()
            .WithFaults(Status400BadRequest);
        safety.MapGet("/blocked", BlockedAsync).WithName("ListBlockedUsers")
            .WithSummary("Whom the caller blocks, the last blocked first.").WithQuery("cursor", "limit")
            .Produces<BlockedUsersJson>();
        safety.MapPost("/report", ReportAsync).WithName("ReportUser")
            .WithSummary("Reports a user to the moderators, without notice to the user.")
            .AcceptsBody(new ReportRequest(RouteDocs.SomeUser, "Harassment", "Asked again after I had said no."))
            .Produces<ReportedJson>().WithFaults(Status404NotFound);
        safety.MapGet("/is-blocked/{user_id}", IsBlockedAsync).WithName("IsUserBlocked")
            .WithSummary("Whether the caller blocks a user and may write to them. A block by the other is private.")
            .Produces<IsBlockedJson>().WithFaults(Status400BadRequest);
    }

    private static async Task<IResult> BlockAsync(
        HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var pair = Pair.Between(caller.UserId, userId);
        if (!pair.IsOk) return Refuse(pair.Fault);
        var blocked = await grains.Connection(pair.Value.Key).BlockAsync(new(Operation.Of(http), caller.UserId));
        return Ok(blocked, "User blocked successfully");
    }

    private static async Task<IResult> UnblockAsync(
        HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var pair = Pair.Between(caller.UserId, userId);
        if (!pair.IsOk) return Refuse(pair.Fault);
        var unblocked = await grains.Connection(pair.Value.Key).UnblockAsync(new(Operation.Of(http), caller.UserId));
        return Ok(unblocked, "User unblocked successfully");
    }

    private static async Task<IResult> BlockedAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        var blocked = await grains.Contacts(caller.UserId).BlockedAsync(cursor, limit);
        if (!blocked.IsOk) return Refuse(blocked.Fault);
        var users = await Task.WhenAll(blocked.Value.Items.Select(async b =>
            BlockedUserJson.Of(await PublicProfiles.GetAsync(grains, b.UserId, connected: false), b.BlockedAt)));
        return TypedResults.Ok(new BlockedUsersJson(users, blocked.Value.NextCursor));
    }

    private static async Task<IResult> ReportAsync(HttpContext http, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", TextRule.ForeignUserId);
        var reason = input.Text("reason", Reason);
        var details = input.OptionalText("details", Details);
        if (input.Refusal is { } refusal) return refusal;
        var pair = Pair.Between(caller.UserId, userId);
        if (!pair.IsOk) return Refuse(pair.Fault);
        var now = time.GetUtcNow();
        // A repeated report of the same user in the same words on the same day is one operation.
        var operation = string.Create(CultureInfo.InvariantCulture,
            $"report/{Ids.Digest($"{caller.UserId}\n{userId}\n{now.UtcDateTime:yyyy-MM-dd}\n{reason}\n{details}")}");
        var filed = await grains.Reports(UtcMonth.Of(now))
            .FileAsync(new(operation, caller.UserId, userId, reason, details));
        return Ok(filed, _ => new ReportedJson("Thank you. Our team will look into this.", ReportView.IdOf(operation)));
    }

    private static async Task<IResult> IsBlockedAsync(
        [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var pair = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (!pair.IsOk) return Refuse(pair.Fault);
        var relation = await grains.Contacts(caller.UserId).RelationAsync(userId);
        return TypedResults.Ok(IsBlockedJson.Of(relation));
    }
}

/// <summary>A user whom the caller blocks; what older clients read stands beside <c>user</c>.</summary>
internal sealed record BlockedUserJson(
    string Id, string UserId, string Name, string Picture, DateTimeOffset BlockedAt, PublicUserJson User)
{
    public static BlockedUserJson Of(PublicUserJson user, DateTimeOffset at) =>
        new(user.Id, user.Id, user.Name, user.Picture, at, user);
}

/// <summary>A page of blocked users.</summary>
internal sealed record BlockedUsersJson(IReadOnlyList<BlockedUserJson> BlockedUsers, string? NextCursor);
/// <summary>A stored report.</summary>
internal sealed record ReportedJson(string Message, string ReportId);

/// <summary>Whether the caller blocks a user and may write to them. A block by the other looks like its end.</summary>
internal sealed record IsBlockedJson(bool IsBlocked, bool IsBlockedByMe, bool IsBlockedByThem, bool CanMessage)
{
    public static IsBlockedJson Of(RelationView relation) => new(
        relation.HasBlocked, relation.HasBlocked, IsBlockedByThem: false,
        !relation.HasBlocked && relation.Connection is { Status: ConnectionStatuses.Accepted });
}

/// <summary>Body of a report.</summary>
internal sealed record ReportRequest(
    [property: Length(1, Limits.ForeignUserId)] string UserId,
    [property: Length(1, Limits.ReportReason)] string Reason,
    [property: MaxLength(Limits.ReportDetails)] string? Details = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BlockedUsersJson))]
[JsonSerializable(typeof(IsBlockedJson))]
[JsonSerializable(typeof(ReportedJson))]
[JsonSerializable(typeof(ReportRequest))]
internal sealed partial class SafetyJson : JsonSerializerContext;
