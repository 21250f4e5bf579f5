namespace XelaConnect.ApiHost.Feed;

/// <summary>Routes of the feed (<c>docs/api/http.md</c>, endpoints 23 and 24).</summary>
internal static class FeedEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapFeed(this IEndpointRouteBuilder routes)
    {
        var activity = routes.MapGroup("/api/activity").WithTags("Activity").RequireAuthorization();
        activity.MapGet("", FeedHandlers.ListAsync)
            .WithName("ListActivities").WithSummary("The feed of the caller, newest first; the newest 200 items are kept.")
            .WithQuery("unread", "cursor", "limit").Produces<ActivitiesPageJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        activity.MapPost("/{id}/mark-read", FeedHandlers.MarkReadAsync)
            .WithName("MarkActivityRead").WithSummary("Marks one as read; again changes nothing.")
            .Produces<DoneJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        return routes;
    }
}

/// <summary>Handlers of the caller's feed.</summary>
internal static class FeedHandlers
{
    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var unread = query.Flag("unread");
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Feed(caller.UserId).ListAsync(unread, cursor, limit);
        return OutcomeResults.Of(listed,
            page => TypedResults.Ok(new ActivitiesPageJson([.. page.Items.Select(ActivityJson.Of)], page.Unread, page.NextCursor)));
    }

    public static async Task<IResult> MarkReadAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        // The id contains the item's seq in the feed's journal.
        if (Ids.SeqOf("activity", id) is not { } seq) return OutcomeResults.Refuse(FeedFaults.Unknown);
        var read = await grains.Feed(caller.UserId).MarkReadAsync(new(Operation.Of(http), id, seq));
        return OutcomeResults.Of(read, _ => TypedResults.Ok(new DoneJson("Activity marked as read")));
    }
}

/// <summary>A feed item (<c>docs/api/http.md</c>, "activity").</summary>
internal sealed record ActivityJson(
    string Id, string UserId, string Type, string Priority, string Title, string Description, string? ActionText, string? ActionLink,
        bool Read, DateTimeOffset CreatedAt)
{
    /// <summary>The public form of a view.</summary>
    public static ActivityJson Of(FeedItemView a) =>
        new(a.Id, a.UserId, a.Text.Kind, a.Text.Priority, a.Text.Title, a.Text.Description, a.Text.ActionText, a.Text.ActionLink, a.Read,
            a.CreatedAt);
}

/// <summary>A page of the feed, and the number of all unread items.</summary>
internal sealed record ActivitiesPageJson(IReadOnlyList<ActivityJson> Activities, int UnreadCount, string? NextCursor);

/// <summary>Serializers of the feed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ActivitiesPageJson))]
[JsonSerializable(typeof(DoneJson))]
internal sealed partial class ActivitiesJson : JsonSerializerContext;
