using Microsoft.AspNetCore.Mvc;

namespace XelaConnect.ApiHost.Circles;

internal static class MembershipHandlers
{
    public static async Task<IResult> JoinAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var joined = await grains.Memberships(caller.UserId).JoinCircleAsync(new($"{Operation.Of(http)}/join", id));
        return Ok(joined, circle => new CircleChangedJson("Successfully joined circle", CircleJson.Of(circle)));
    }

    public static async Task<IResult> LeaveAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var left = await grains.Memberships(caller.UserId).LeaveAsync(new(Operation.Of(http), id));
        return Ok(left, "Successfully left circle");
    }

    public static async Task<IResult> ListAsync(QueryInput query, string id, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;

        var page = await grains.Circle(id).MembersAsync(cursor, limit);
        return Ok(page, MembersJson.Of);
    }

    public static async Task<IResult> ReadmitAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return Refuse(CircleFaults.UnknownMember);
        var readmitted = await grains.Circle(id).ReadmitMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return Ok(readmitted, "Member may join again");
    }

    public static async Task<IResult> ExcludeAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return Refuse(CircleFaults.UnknownMember);
        var removed = await grains.Circle(id).RemoveMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return Ok(removed, "Member removed successfully");
    }
}
