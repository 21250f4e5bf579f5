using XelaConnect.ApiHost.Profiles;

namespace XelaConnect.ApiHost.Reflections;

/// <summary>Handlers of the caller's reflections and of public ones.</summary>
internal static class ReflectionHandlers
{
    private const string Kind = "reflection";

    private static readonly TextRule Prompt = TextRule.Prose(Limits.ReflectionPrompt);
    private static readonly TextRule Content = TextRule.Prose(Limits.ReflectionContent);
    private static readonly TextRule Words = new(Limits.SearchWords);

    public static async Task<IResult> WriteAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.OptionalText("prompt", Prompt);
        var content = input.Text("content", Content);
        var isPublic = input.OptionalFlag("is_public") ?? false;
        if (input.Refusal is { } refusal) return refusal;
        var written = await grains.Reflections(caller.UserId).WriteAsync(new(Operation.Of(http), prompt, content, isPublic));
        return OutcomeResults.Of(written, view => TypedResults.Created(
            (string?)null, new ReflectionChangedJson("Reflection saved", ReflectionJson.Of(view))));
    }

    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var words = query.OptionalText("q", Words);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Reflections(caller.UserId).ListAsync(new(words, cursor, limit));
        return OutcomeResults.Of(listed, page => TypedResults.Ok(
            new ReflectionsPageJson([.. page.Items.Select(static r => ReflectionJson.Of(r))], page.NextCursor)));
    }

    public static async Task<IResult> ListPublicAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Reflections(caller.UserId).ListPublicAsync(cursor, limit);
        if (!listed.IsOk) return OutcomeResults.Refuse(listed.Fault);
        var (views, next) = listed.Value;
        var authors = (await PublicProfiles.GetAsync(grains, caller.UserId, [.. views.Select(static r => r.UserId).Distinct()]))
            .ToDictionary(static user => user.Id, StringComparer.Ordinal);
        return TypedResults.Ok(new ReflectionsPageJson([.. views.Select(r => ReflectionJson.Of(r, authors[r.UserId]))], next));
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var found = await grains.Reflections(caller.UserId).FindAsync(id);
        if (!found.IsOk) return OutcomeResults.Refuse(found.Fault);
        var author = found.Value.IsPublic ? (await PublicProfiles.GetAsync(grains, caller.UserId, [found.Value.UserId]))[0] : null;
        return TypedResults.Ok(new ReflectionFoundJson(ReflectionJson.Of(found.Value, author)));
    }

    public static async Task<IResult> EditAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.ClearableText("prompt", Prompt);
        var content = input.ChangedText("content", Content);
        var isPublic = input.OptionalFlag("is_public");
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var edited = await grains.Reflections(caller.UserId).EditAsync(new(Operation.Of(http), id, prompt, content, isPublic));
        return OutcomeResults.Of(
            edited, view => TypedResults.Ok(new ReflectionChangedJson("Reflection updated", ReflectionJson.Of(view))));
    }

    public static async Task<IResult> DeleteAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(ReflectionFaults.Unknown);
        var deleted = await grains.Reflections(caller.UserId).DeleteAsync(new(Operation.Of(http), id));
        return OutcomeResults.Of(deleted, _ => TypedResults.Ok(new DoneJson("Reflection deleted")));
    }
}
