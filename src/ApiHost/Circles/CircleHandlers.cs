namespace XelaConnect.ApiHost.Circles;

/// <summary>Handlers of circles: list, detail, create, edit, delete.</summary>
internal static class CircleHandlers
{
    /// <summary>The prefix of a circle's id.</summary>
    public const string Kind = "circle";

    private const string EveryCategory = "All";
    private static readonly TextRule Category = TextRule.OneOf(CircleCategories.All);
    private static readonly TextRule ListedCategory = TextRule.OneOf([EveryCategory, .. CircleCategories.All]);
    private static readonly TextRule Description = TextRule.Prose(Limits.CircleDescription);
    private static readonly TextRule Emoji = TextRule.Prose(Limits.Emoji);
    private static readonly TextRule Tag = TextRule.Line(Limits.Tag);
    private static readonly TextRule Words = new(Limits.SearchWords);

    public static async Task<IResult> ListAsync(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var category = query.OptionalText("category", ListedCategory);
        var words = query.OptionalText("q", Words);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        // The cursor of this list is the id of a circle.
        if (cursor is not null && !Ids.IsOf(Kind, cursor)) return OutcomeResults.Refuse(CircleFaults.BadCursor);

        var page = await grains.CircleListing()
            .ListAsync(new(category == EveryCategory ? null : category, words, cursor, limit));
        return CachedResponse.Json(CirclesPageJson.Of(page));
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var detail = await grains.Circle(id).GetAsync(caller.UserId);
        return OutcomeResults.Of(detail, circle => TypedResults.Ok(CircleDetailResponseJson.Of(circle)));
    }

    public static async Task<IResult> CreateAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var profile = new CircleProfile(
            input.Text("name", TextRule.Name),
            input.Text("category", Category),
            input.Text("description", Description),
            input.OptionalText("image", TextRule.WebAddress),
            input.OptionalText("color", TextRule.Color),
            input.OptionalText("emoji", Emoji),
            input.Texts("tags", Limits.Tags, Tag) ?? []);
        if (input.Refusal is { } refusal) return refusal;

        var id = ProposedId.For(http, Kind, caller.UserId);
        var created = await grains.Memberships(caller.UserId).CreateCircleAsync(new($"{Operation.Of(http)}/own", id, profile));
        return OutcomeResults.Of(created, circle => TypedResults.Created(
            $"/api/circles/{id}", new CircleChangedJson("Circle created successfully", CircleJson.Of(circle))));
    }

    public static async Task<IResult> EditAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var change = new CircleProfileChange(
            input.ChangedText("name", TextRule.Name),
            input.ChangedText("category", Category),
            input.ChangedText("description", Description),
            EmptyClears(input.ClearableText("image", TextRule.WebAddress)),
            EmptyClears(input.ClearableText("color", TextRule.Color)),
            EmptyClears(input.ClearableText("emoji", Emoji)),
            input.Texts("tags", Limits.Tags, Tag));
        if (input.Refusal is { } refusal) return refusal;

        var edited = await grains.Circle(id).EditAsync(new(Operation.Of(http), caller.UserId, change));
        return OutcomeResults.Of(
            edited, circle => TypedResults.Ok(new CircleChangedJson("Circle updated successfully", CircleJson.Of(circle))));
    }

    public static async Task<IResult> DeleteAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var deleted = await grains.Circle(id).DeleteAsync(new(Operation.Of(http), caller.UserId));
        return OutcomeResults.Of(deleted, _ => TypedResults.Ok(new DoneJson("Circle deleted successfully")));
    }

    private static string? EmptyClears(Change<string>? change) => change is null ? null : change.To ?? "";
}
