namespace XelaConnect.ApiHost.Circles;

internal static class CircleHandlers
{
    public const string Kind = "circle";
    private static readonly TextRule Category = TextRule.OneOf(CircleCategories.All);
    private static readonly TextRule Description = TextRule.Prose(Limits.CircleDescription);
    private static readonly TextRule Emoji = TextRule.Prose(Limits.Emoji);
    private static readonly TextRule Tag = TextRule.Line(Limits.Tag);
    public static async Task<IResult> ListAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var category = query.Category(CircleCategories.All);
        var words = query.OptionalText("q", TextRule.SearchWords);
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;
        // The cursor of this list is the id of a circle.
        if (cursor is not null && !Ids.IsOf(Kind, cursor)) return Refuse(Page.BadCursor);

        // The recent members are those whom the caller may meet.
        var viewerId = CurrentUser.OrNull(http)?.UserId;
        var page = await grains.CircleListing().ListAsync(new(category, words, cursor, limit, viewerId));
        return CachedResponse.Json(CirclesPageJson.Of(page), personal: viewerId is not null);
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(CircleFaults.Unknown);
        return Ok(await grains.Circle(id).GetAsync(caller.UserId), CircleDetailResponseJson.Of);
    }

    public static async Task<IResult> CreateAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var profile = new CircleProfile(
            input.Text("name", TextRule.Name),
            input.Text("category", Category),
            input.Text("description", Description),
            PictureLinks.Chosen(input.OptionalText("image", TextRule.Picture)),
            input.OptionalText("color", TextRule.Color),
            input.OptionalText("emoji", Emoji),
            input.Texts("tags", Limits.Tags, Tag) ?? []);
        if (input.Refusal is { } refusal) return refusal;

        var id = ProposedId.For(http, Kind, caller.UserId);
        var operation = $"{Operation.Of(http)}/own";
        var created = await grains.Memberships(caller.UserId).CreateCircleAsync(new(operation, id, profile));
        var full = await InFullAsync(created, caller, grains);
        return Created(
            full, circle => new CircleChangedJson("Circle created successfully", circle), $"/api/circles/{id}");
    }

    public static async Task<IResult> EditAsync(
        HttpContext http, string id, CurrentUser caller, StaffAccess staff, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(CircleFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var change = new CircleProfileChange(
            input.ChangedText("name", TextRule.Name),
            input.ChangedText("category", Category),
            input.ChangedText("description", Description),
            EmptyClears(input.ClearablePicture("image")),
            EmptyClears(input.ClearableText("color", TextRule.Color)),
            EmptyClears(input.ClearableText("emoji", Emoji)),
            input.Texts("tags", Limits.Tags, Tag));
        if (input.Refusal is { } refusal) return refusal;

        var edited = await grains.Circle(id).EditAsync(
            new(Operation.Of(http), caller.UserId, change, await staff.HasAsync(http, StaffScopes.Editor)));
        var full = await InFullAsync(edited, caller, grains);
        return Ok(full, circle => new CircleChangedJson("Circle updated successfully", circle));
    }

    public static async Task<IResult> DeleteAsync(
        HttpContext http, string id, CurrentUser caller, StaffAccess staff, IGrainFactory grains)
    {
        if (!Ids.IsOf(Kind, id)) return Refuse(CircleFaults.Unknown);
        var deleted = await grains.Circle(id).DeleteAsync(
            new(Operation.Of(http), caller.UserId, await staff.HasAsync(http, StaffScopes.Editor)));
        return Ok(deleted, "Circle deleted successfully");
    }

    /// <summary>The circle as its detail shows it, after a write that succeeded.</summary>
    public static async Task<Outcome<CircleDetailJson>> InFullAsync(
        Outcome<CircleView> changed, CurrentUser caller, IGrainFactory grains) => changed.IsOk
        ? (await grains.Circle(changed.Value.Id).GetAsync(caller.UserId)).Then(CircleDetailJson.Of) : changed.Fault;

    private static string? EmptyClears(Change<string>? change) => change is null ? null : change.To ?? "";
}

internal static class PostHandlers
{
    public static async Task<IResult> PostAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", TextRule.Message);
        if (input.Refusal is { } refusal) return refusal;

        var posted = await grains.Circle(id).PostAsync(new(Operation.Of(http), caller.UserId, message));
        return Created(posted, post => new PostedJson("Posted to the circle", CircleActivityJson.Of(post)));
    }

    public static async Task<IResult> HistoryAsync(
        QueryInput query, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var (after, before, limit) = query.History();
        if (query.Refusal is { } refusal) return refusal;

        var history = await grains.Circle(id).HistoryForAsync(caller.UserId, after, before, limit);
        return Ok(history, posts => new HistoryJson(CircleActivityJson.Of(posts)));
    }

    public static async Task<IResult> RemoveAsync(
        HttpContext http, string id, [FromRoute(Name = "activity_id")] string activityId, CurrentUser caller,
        StaffAccess staff, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        // The id of a post contains its seq.
        if (Ids.SeqOf("activity", activityId) is not { } seq) return Refuse(CircleFaults.UnknownPost);
        var removed = await grains.Circle(id).RemovePostAsync(
            new(Operation.Of(http), caller.UserId, activityId, seq, await staff.HasAsync(http, StaffScopes.Moderator)));
        return Ok(removed, "Activity removed successfully");
    }
}

internal static class MembershipHandlers
{
    public static async Task<IResult> JoinAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var joined = await grains.Memberships(caller.UserId).JoinCircleAsync(new($"{Operation.Of(http)}/join", id));
        var full = await CircleHandlers.InFullAsync(joined, caller, grains);
        return Ok(full, circle => new CircleChangedJson("Successfully joined circle", circle));
    }

    public static async Task<IResult> LeaveAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var left = await grains.Memberships(caller.UserId).LeaveAsync(new(Operation.Of(http), id));
        return Ok(left, "Successfully left circle");
    }

    public static async Task<IResult> ListAsync(QueryInput query, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;

        return Ok(await grains.Circle(id).MembersForAsync(caller.UserId, cursor, limit), MembersJson.Of);
    }

    public static async Task<IResult> ReadmitAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, StaffAccess staff,
        IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return Refuse(CircleFaults.UnknownMember);
        var readmitted = await grains.Circle(id).ReadmitMemberAsync(
            new(Operation.Of(http), caller.UserId, userId, await staff.HasAsync(http, StaffScopes.Moderator)));
        return Ok(readmitted, "Member may join again");
    }

    public static async Task<IResult> ExcludeAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, StaffAccess staff,
        IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return Refuse(CircleFaults.UnknownMember);
        var removed = await grains.Circle(id).RemoveMemberAsync(
            new(Operation.Of(http), caller.UserId, userId, await staff.HasAsync(http, StaffScopes.Moderator)));
        return Ok(removed, "Member removed successfully");
    }
}
