namespace XelaConnect.ApiHost.Companion;

/// <summary>The handlers of the data that Xela has about the caller: read, change, export, delete.</summary>
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
