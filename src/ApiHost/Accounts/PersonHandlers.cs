using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Accounts;

/// <summary>The caller as a person: me, dashboard, profile.</summary>
internal static class PersonHandlers
{
    private static readonly TextRule Bio = new(Limits.Bio);
    private static readonly TextRule City = new(Limits.City);
    private static readonly TextRule Interest = new(Limits.Interest);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    /// <summary>The hottest route of all: one grain call, answered from memory.</summary>
    public static async Task<IResult> MeAsync(CurrentUser caller, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(caller.UserId).GetAsync() is { } user
            ? TypedResults.Ok(new MeJson(UserJson.Of(user)))
            : Answer.Refuse(AccountFaults.UnknownUser);

    public static async Task<IResult> MeAtTopLevelAsync(CurrentUser caller, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(caller.UserId).GetAsync() is { } user
            ? TypedResults.Ok(new UserAtTopLevelJson(UserJson.Of(user)))
            : Answer.Refuse(AccountFaults.UnknownUser);

    public static async Task<IResult> DashboardAsync(CurrentUser caller, IGrainFactory grains) =>
        await grains.GetGrain<IUserGrain>(caller.UserId).DashboardAsync() is { } dashboard
            ? TypedResults.Ok(DashboardJson.Of(dashboard))
            : Answer.Refuse(AccountFaults.UnknownUser);

    public static async Task<IResult> UpdateProfileAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await Input.ReadAsync(http);
        var change = new UpdateProfile(
            Operation.Of(http),
            input.ChangedText("name", TextRule.Name),
            input.ClearableText("bio", Bio),
            input.Texts("interests", Limits.Interests, Interest),
            input.ClearableText("identity_badge", Badge),
            input.ClearableAge("age"),
            input.ClearableText("city", City),
            input.ClearableText("picture", TextRule.WebAddress));
        if (input.Refusal is { } refusal) return refusal;

        var updated = await grains.GetGrain<IUserGrain>(caller.UserId).UpdateProfileAsync(change);
        return Answer.Of(updated, user => TypedResults.Ok(new UserChangedJson("Profile updated successfully", UserJson.Of(user))));
    }
}
