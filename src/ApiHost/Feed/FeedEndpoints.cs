namespace XelaConnect.ApiHost.Feed;

internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        var activity = routes.MapGroup("/api/activity").WithTags("Activity").RequireAuthorization();
        activity.MapGet("", ListAsync).WithName("ListActivities")
            .WithSummary("The feed of the caller, newest first; the newest 200 items are kept.")
            .WithQuery("unread", "cursor", RouteDocs.WholeLimit).Produces<ActivitiesPageJson>();
        activity.MapPost("/{id}/mark-read", MarkReadAsync).WithName("MarkActivityRead")
            .WithSummary("Marks one as read; again changes nothing.").Produces<DoneJson>();
    }

    private static async Task<IResult> ListAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var unread = query.Flag("unread");
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Feed(caller.UserId).ListAsync(unread, cursor, limit);
        return Ok(listed, page => new ActivitiesPageJson(
            [.. page.Items.Select(ActivityJson.Of)], page.Unread, page.NextCursor));
    }

    private static async Task<IResult> MarkReadAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        // The id contains the item's seq in the feed's journal.
        if (Ids.SeqOf("activity", id) is not { } seq) return Refuse(FeedFaults.Unknown);
        var read = await grains.Feed(caller.UserId).MarkReadAsync(new(Operation.Of(http), id, seq));
        return Ok(read, "Activity marked as read");
    }
}

/// <summary>A feed item (<c>docs/api/http.md</c>, "activity").</summary>
internal sealed record ActivityJson(
    string Id, string UserId, string Type, string Priority, string Title, string Description, string? ActionText,
    string? ActionLink, bool Read, DateTimeOffset CreatedAt)
{
    public static ActivityJson Of(FeedItemView a) =>
        new(a.Id, a.UserId, a.Text.Kind, a.Text.Priority, a.Text.Title, a.Text.Description, a.Text.ActionText,
            a.Text.ActionLink, a.Read, a.CreatedAt);
}

/// <summary>A page of the feed, and the number of all unread items.</summary>
internal sealed record ActivitiesPageJson(IReadOnlyList<ActivityJson> Activities, int UnreadCount, string? NextCursor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ActivitiesPageJson))]
internal sealed partial class ActivitiesJson : JsonSerializerContext;
