namespace XelaConnect.ApiHost.Companion;

internal static class CompanionHandlers
{
    public static async Task<IResult> GetAsync(QueryInput query, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var (before, limit) = (query.Seq("before_seq"), query.Limit(Limits.MaxPageSize));
        if (query.Refusal is { } refusal) return refusal;
        var companion = grains.Companion(caller.UserId);
        var view = companion.GetAsync();
        var messages = await companion.HistoryAsync(null, before, limit);
        return TypedResults.Ok(XelaTalksJson.Of(caller.UserId, await view, messages, time.GetUtcNow()));
    }

    public static async Task<IResult> AskAsync(
        HttpContext http, CurrentUser caller, IGrainFactory grains, RateLimits limits)
    {
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", TextRule.Message);
        if (input.Refusal is { } refusal) return refusal;
        var over = !limits.AdmitsUser(caller.UserId, out var retryAfter);
        var command =
            new AskXela(Operation.Of(http), message, AcceptLanguage.Of(http), over, RateLimits.DigestOf(http));
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

internal static class PrivacyHandlers
{
    private const int ExportPage = 500;   // messages

    private static readonly TextRule Memory = TextRule.Prose(Limits.Memory);

    public static async Task<IResult> ExportAsync(
        CurrentUser caller, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var companion = grains.Companion(caller.UserId);
        var messages = new List<MessageJson>();
        for (var after = 0L; ;)
        {
            var page = await companion.HistoryAsync(after, null, ExportPage);
            if (page.IsEmpty) break;
            messages.AddRange(page.Select(message => message.ToJson(caller.UserId)));
            after = page[^1].Seq;
        }
        var memory = await companion.MemoryAsync();
        return TypedResults.Ok(new XelaExportJson(Xela.ConversationOf(caller.UserId), time.GetUtcNow(), memory.Text, messages));
    }

    public static async Task<IResult> DeleteAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var deleted = await grains.Companion(caller.UserId).DeleteAsync(new(Operation.Of(http)));
        return Ok(deleted, "Your conversation with Xela is deleted");
    }

    public static async Task<IResult> MemoryAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(XelaMemoryJson.Of(null, await grains.Companion(caller.UserId).MemoryAsync()));

    public static async Task<IResult> SetMemoryAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var memory = input.ClearableText("memory", Memory);
        if (memory is null && input.Refusal is null) input.Refuse("memory", InputErrors.Required);
        if (input.Refusal is { } refusal) return refusal;
        return await SetAsync(http, caller, grains, memory!.To ?? "", "Xela will remember this");
    }

    public static Task<IResult> ClearMemoryAsync(HttpContext http, CurrentUser caller, IGrainFactory grains) =>
        SetAsync(http, caller, grains, "", "Xela remembers nothing of you now");

    private static async Task<IResult> SetAsync(
        HttpContext http, CurrentUser caller, IGrainFactory grains, string text, string message)
    {
        var set = await grains.Companion(caller.UserId).SetMemoryAsync(new(Operation.Of(http), text));
        return Ok(set, memory => XelaMemoryJson.Of(message, memory));
    }
}
