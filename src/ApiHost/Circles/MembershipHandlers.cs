using Microsoft.AspNetCore.Mvc;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.Circles;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.ApiHost.Circles;

/// <summary>Who is in a circle: joining, leaving, listing, showing out.</summary>
internal static class MemberHandlers
{
    public static async Task<IResult> JoinAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        var circle = grains.Circle(id);
        // A membership is decided at the person's side, which cannot know whether there is such a circle.
        var known = await circle.GetAsync(caller.UserId);
        if (!known.IsOk) return OutcomeResults.Refuse(known.Fault);
        if (known.Value.IsExcluded) return OutcomeResults.Refuse(CircleFaults.Excluded);
        if (await WhoAsync(grains, caller) is not var (user, plan)) return OutcomeResults.Refuse(AccountFaults.UnknownUser);

        var joined = await EnterAsync(grains, Operation.Of(http), id, user, plan.Circles);
        if (!joined.IsOk) return OutcomeResults.Refuse(joined.Fault);
        var now = await circle.GetAsync(caller.UserId);
        // Shown out in the very moment of joining.
        if (now is { IsOk: true, Value: { IsMember: false, IsExcluded: true } }) return OutcomeResults.Refuse(CircleFaults.Excluded);
        return OutcomeResults.Of(now, detail => TypedResults.Ok(new CircleChangedJson("Successfully joined circle", CircleJson.Of(detail.Circle))));
    }

    /// <summary>The caller and what their tier entitles them to; null when there is no such person.</summary>
    public static async Task<(UserView User, Plan Plan)?> WhoAsync(IGrainFactory grains, CurrentUser caller)
    {
        var user = grains.User(caller.UserId).GetAsync().AsTask();
        var subscription = grains.Subscription(caller.UserId).GetAsync();
        await Task.WhenAll(user, subscription);
        return await user is { } known ? (known, (await subscription).Plan) : null;
    }

    /// <summary>Makes a person a member, within <paramref name="limit"/> circles.</summary>
    public static Task<Outcome<Done>> EnterAsync(IGrainFactory grains, string operation, string circleId, UserView user, int? limit) =>
        grains.Memberships(user.Id).JoinAsync(new($"{operation}/join", circleId, new MemberCard(user.Id, user.Name, user.Picture), limit));

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

    public static async Task<IResult> LetInAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return OutcomeResults.Refuse(CircleFaults.UnknownMember);
        var letIn = await grains.Circle(id).ReadmitMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return OutcomeResults.Of(letIn, _ => TypedResults.Ok(new DoneJson("Member may join again")));
    }

    public static async Task<IResult> RemoveAsync(
        HttpContext http, string id, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CircleHandlers.Kind, id)) return OutcomeResults.Refuse(CircleFaults.Unknown);
        if (!Ids.IsOf("user", userId)) return OutcomeResults.Refuse(CircleFaults.UnknownMember);
        var removed = await grains.Circle(id).RemoveMemberAsync(new(Operation.Of(http), caller.UserId, userId));
        return OutcomeResults.Of(removed, _ => TypedResults.Ok(new DoneJson("Member removed successfully")));
    }
}
