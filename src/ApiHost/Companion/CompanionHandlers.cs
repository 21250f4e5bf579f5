using Microsoft.AspNetCore.Mvc;

namespace XelaConnect.ApiHost.Companion;

internal static class CompanionHandlers
{
    public static async Task<IResult> GetAsync(QueryInput query, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var (before, limit) = (query.Seq("before_seq"), query.Limit());
        if (query.Refusal is { } refusal) return refusal;
        var companion = grains.Companion(caller.UserId);
        var view = companion.GetAsync();
        var messages = await companion.HistoryAsync(null, before, limit);
        return TypedResults.Ok(XelaTalksJson.Of(caller.UserId, await view, messages, time.GetUtcNow()));
    }

    public static async Task<IResult> AskAsync(HttpContext http, CurrentUser caller, IGrainFactory grains, RateLimits limits)
    {
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", TextRule.Message);
        if (input.Refusal is { } refusal) return refusal;
        var over = !limits.AdmitsUser(caller.UserId, out var retryAfter);
        var command = new AskXela(Operation.Of(http), message, AcceptLanguage.Of(http), over, RateLimits.DigestOf(http));
        var asked = await AskCompanionAsync(grains, caller.UserId, command, retryAfter);
        if (!asked.IsOk) return Refuse(asked.Fault);
        var (userId, replyId) = (caller.UserId, asked.Value.ReplyId);
        if (ServerSentEvents.AreWanted(http))
            return new ReplyEventStream(
                grains, userId, replyId, ReplyEventStream.PositionOf(http, replyId), asked.Value.UnstoredReply);
        var finished = asked.Value.Reply is { } reply
            ? reply : await ReplyReader.WholeAsync(grains, userId, replyId, http.RequestAborted);
        var stored = asked.Value.Asked.ToJson(userId);
        return Ok(finished, view => new XelaReplyJson("Xela has answered", view.ToJson(userId), stored));
    }

    /// <summary>Asks Xela. The grain serves urgent messages over the limit; any other gets 429.</summary>
    public static async Task<Outcome<TurnView>> AskCompanionAsync(
        IGrainFactory grains, string userId, AskXela command, int retryAfterSeconds)
    {
        var asked = await grains.Companion(userId).AskAsync(command);
        var isOverLimit = command.OverLimit && !asked.IsOk && asked.Fault.Code == CompanionFaults.OverLimit.Code;
        return isOverLimit ? HttpFaults.RateLimited(retryAfterSeconds) : asked;
    }

    public static async Task<IResult> FollowAsync(
        HttpContext http, [FromRoute(Name = "message_id")] string replyId, CurrentUser caller, IGrainFactory grains)
    {
        var position = ReplyEventStream.PositionOf(http, replyId);
        return await grains.Companion(caller.UserId).HasReplyAsync(replyId)
            ? new ReplyEventStream(grains, caller.UserId, replyId, position) : Refuse(CompanionFaults.UnknownReply);
    }
}
