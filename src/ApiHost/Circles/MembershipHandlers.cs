using Microsoft.AspNetCore.Mvc;

namespace XelaConnect.ApiHost.Circles;

/// <summary>Handlers of memberships: join, leave, list, exclude, readmit.</summary>
internal static class MembershipHandlers
{
    public static async Task<IResult> JoinAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var joined = await grains.Memberships(caller.UserId).JoinCircleAsync(new($"{Operation.Of(http)}/join", id));
        return OutcomeResults.Of(
            joined, circle => TypedResults.Ok(new CircleChangedJson("Successfully joined circle", CircleJson.Of(circle))));
    }

    public static async Task<IResult> LeaveAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var left = await grains.Memberships(caller.UserId).LeaveAsync(new(Operation.Of(http), id));
        return OutcomeResults.Of(left, _ => TypedResults.Ok(new DoneJson("Successfully left circle")));
    }

    public static async Task<IResult> ListAsync(HttpContext http, string id, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;

        var page = await grains.Circle(id).MembersAsync(cursor, limit);
        return OutcomeResults.Of(page, members => TypedResults.Ok(MembersJson.Of(members)));
    }

    public static async Task<IResult> ReadmitAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return OutcomeResults.Refuse(CircleFaults.UnknownMember);
        var readmitted = await grains.Circle(id).ReadmitMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return OutcomeResults.Of(readmitted, _ => TypedResults.Ok(new DoneJson("Member may join again")));
    }

    public static async Task<IResult> ExcludeAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return OutcomeResults.Refuse(CircleFaults.UnknownMember);
        var removed = await grains.Circle(id).RemoveMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return OutcomeResults.Of(removed, _ => TypedResults.Ok(new DoneJson("Member removed successfully")));
    }
}
