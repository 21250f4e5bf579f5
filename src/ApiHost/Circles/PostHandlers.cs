using Microsoft.AspNetCore.Mvc;

namespace XelaConnect.ApiHost.Circles;

/// <summary>Handlers of posts: post, history, remove.</summary>
internal static class PostHandlers
{
    private static readonly TextRule Message = TextRule.Prose(Limits.Message);

    public static async Task<IResult> PostAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", Message);
        if (input.Refusal is { } refusal) return refusal;

        var posted = await grains.Circle(id).PostAsync(new(Operation.Of(http), caller.UserId, message));
        return OutcomeResults.Of(
            posted, post => TypedResults.Created((string?)null, new PostedJson("Posted to the circle", CircleActivityJson.Of(post))));
    }

    public static async Task<IResult> HistoryAsync(HttpContext http, string id, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var query = new QueryInput(http.Request.Query);
        var (after, before, limit) = query.History();
        if (query.Refusal is { } refusal) return refusal;

        var history = await grains.Circle(id).HistoryAsync(after, before, limit);
        return OutcomeResults.Of(history, posts => TypedResults.Ok(new HistoryJson(CircleActivityJson.Of(posts))));
    }

    public static async Task<IResult> RemoveAsync(
        HttpContext http, string id, [FromRoute(Name = "activity_id")] string activityId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        // The id of a post contains its seq.
        if (Ids.SeqOf("activity", activityId) is not { } seq) return OutcomeResults.Refuse(CircleFaults.UnknownPost);
        var removed = await grains.Circle(id).RemovePostAsync(new(Operation.Of(http), caller.UserId, activityId, seq));
        return OutcomeResults.Of(removed, _ => TypedResults.Ok(new DoneJson("Activity removed successfully")));
    }
}
