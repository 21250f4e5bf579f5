namespace XelaConnect.ApiHost.Reflections;

internal static class ReflectionsEndpoints
{
    private const string Kind = "reflection";
    private static readonly TextRule Prompt = TextRule.Prose(Limits.ReflectionPrompt);
    private static readonly TextRule Content = TextRule.Prose(Limits.ReflectionContent);
    public static void MapReflections(this IEndpointRouteBuilder routes)
    {
        var reflections = routes.MapGroup("/api/reflections").WithTags("Reflections").RequireAuthorization();
        reflections.MapPost("", WriteAsync).WithName("WriteReflection")
            .WithSummary("Writes a reflection into the caller's journal; private unless is_public is true.")
            .AcceptsBody(new WriteReflectionRequest(
                "I slept well, for the first time this week.", "What went well today?", IsPublic: false))
            .Produces<ReflectionChangedJson>(Status201Created).WithFaults(Status403Forbidden, Status409Conflict);
        reflections.MapGet("", ListAsync).RequireRateLimiting(RateLimits.Search).WithName("ListReflections")
            .WithSummary("The caller's own, newest first. With q, those that contain all its words; such a page may "
                + "be short.")
            .WithQuery("q", "cursor", "limit").Produces<ReflectionsPageJson>();
        reflections.MapGet("/public", ListPublicAsync).AllowAnonymous().WithName("ListPublicReflections")
            .WithSummary("The newest 1,000 public ones, newest first, each with its author; works signed out.")
            .WithQuery("cursor", "limit").Produces<ReflectionsPageJson>();
        reflections.MapGet("/{id}", GetAsync).WithName("GetReflection")
            .WithSummary("One of the caller's own, or a public one of another user.").Produces<ReflectionFoundJson>();
        reflections.MapPut("/{id}", EditAsync).WithName("EditReflection")
            .WithSummary("Changes one of the caller's own; fields left out stay as they are.")
            .AcceptsBody(new EditReflectionRequest(IsPublic: true)).Produces<ReflectionChangedJson>()
            .WithFaults(Status403Forbidden);
        reflections.MapDelete("/{id}", DeleteAsync).WithName("DeleteReflection")
            .WithSummary("Deletes one of the caller's own for good.").Produces<DoneJson>();
    }

    private static async Task<IResult> WriteAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.OptionalText("prompt", Prompt);
        var content = input.Text("content", Content);
        var isPublic = input.OptionalFlag("is_public") ?? false;
        if (input.Refusal is { } refusal) return refusal;
        var written = await grains.Reflections(caller.UserId)
            .WriteAsync(new(Operation.Of(http), prompt, content, isPublic));
        return Created(written, view => new ReflectionChangedJson("Reflection saved", ReflectionJson.Of(view)));
    }

    private static async Task<IResult> ListAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var words = query.OptionalText("q", TextRule.SearchWords);
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        var listed = await grains.Reflections(caller.UserId).ListAsync(new(words, cursor, limit));
        return Ok(listed, page => 
            new ReflectionsPageJson([.. page.Items.Select(static r => ReflectionJson.Of(r))], page.NextCursor));
    }

    private static async Task<IResult> ListPublicAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        var readerId = CurrentUser.OrNull(http)?.UserId;
        var listed = readerId is null
            ? await grains.PublicReflections().ReadAsync(cursor, limit)
            : await grains.Reflections(readerId).ListPublicAsync(cursor, limit);
        if (!listed.IsOk) return Refuse(listed.Fault);
        var (views, next) = listed.Value;
        var ids = views.Select(static r => r.UserId).Distinct().ToImmutableArray();
        var authors = (await PublicProfiles.GetAsync(grains, readerId, ids))
            .ToDictionary(static user => user.Id, StringComparer.Ordinal);
        return TypedResults.Ok(
            new ReflectionsPageJson([.. views.Select(r => ReflectionJson.Of(r, authors[r.UserId]))], next));
    }

    private static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(ReflectionFaults.Unknown);
        var found = await grains.Reflections(caller.UserId).FindAsync(id);
        if (!found.IsOk) return Refuse(found.Fault);
        var reflection = found.Value;
        var author = reflection.IsPublic
            ? (await PublicProfiles.GetAsync(grains, caller.UserId, [reflection.UserId]))[0] : null;
        return TypedResults.Ok(new ReflectionFoundJson(ReflectionJson.Of(reflection, author)));
    }

    private static async Task<IResult> EditAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var prompt = input.ClearableText("prompt", Prompt);
        var content = input.ChangedText("content", Content);
        var isPublic = input.OptionalFlag("is_public");
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, id)) return Refuse(ReflectionFaults.Unknown);
        var edited = await grains.Reflections(caller.UserId)
            .EditAsync(new(Operation.Of(http), id, prompt, content, isPublic));
        return Ok(
            edited, view => new ReflectionChangedJson("Reflection updated", ReflectionJson.Of(view)));
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(ReflectionFaults.Unknown);
        var deleted = await grains.Reflections(caller.UserId).DeleteAsync(new(Operation.Of(http), id));
        return Ok(deleted, "Reflection deleted");
    }
}
