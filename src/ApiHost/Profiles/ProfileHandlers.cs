using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using XelaConnect.ApiHost.Accounts;

namespace XelaConnect.ApiHost.Profiles;

/// <summary>Handlers of the caller's profile.</summary>
internal static class ProfileHandlers
{
    private static readonly JsonTypeInfo<MeJson> MeShape = XelaJson.Shape<MeJson>(AccountsJson.Default);
    private static readonly TextRule Bio = TextRule.Prose(Limits.Bio);
    private static readonly TextRule City = TextRule.Line(Limits.City);
    private static readonly TextRule Interest = TextRule.Line(Limits.Interest);
    private static readonly TextRule TimeZone = new(Limits.TimeZone);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    /// <summary>
    /// Serialized responses. In one process a view is the same object until the user changes, so most reads serialize
    /// nothing.
    /// </summary>
    private static readonly ConditionalWeakTable<UserView, byte[]> Written = [];

    /// <summary>The most frequent route: one grain call for the session and the view, from memory.</summary>
    public static async Task<IResult> MeAsync(HttpContext http, IGrainFactory grains) =>
        await CallerAsync(http, grains) is { } user ? new JsonBytes(Written.GetValue(user,
            Write)) : OutcomeResults.Refuse(AccountFaults.UnknownUser);

    public static async Task<IResult> MeAtTopLevelAsync(HttpContext http, IGrainFactory grains) =>
        await CallerAsync(http, grains) is { } user
            ? TypedResults.Ok(new UserAtTopLevelJson(UserJson.Of(user))) : OutcomeResults.Refuse(AccountFaults.UnknownUser);

    private static ValueTask<UserView?> CallerAsync(HttpContext http, IGrainFactory grains) =>
        http.Features.Get<UserView>() is { } read
            ? ValueTask.FromResult<UserView?>(read) : grains.User(CurrentUser.Of(http).UserId).GetAsync();

    private static byte[] Write(UserView user) => JsonSerializer.SerializeToUtf8Bytes(new MeJson(UserJson.Of(user)), MeShape);

    public static async Task<IResult> DashboardAsync(CurrentUser caller, IGrainFactory grains) =>
        await grains.User(caller.UserId).DashboardAsync() is { } dashboard
            ? TypedResults.Ok(DashboardJson.Of(dashboard))
            : OutcomeResults.Refuse(AccountFaults.UnknownUser);

    public static async Task<IResult> SetTimeZoneAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var zone = input.ClearableText("time_zone", TimeZone);
        if (zone is null && input.Refusal is null) input.Refuse("time_zone", "is required");
        if (input.Refusal is { } refusal) return refusal;
        var set = await grains.User(caller.UserId).SetTimeZoneAsync(new(Operation.Of(http), zone!.To));
        return OutcomeResults.Of(set, user => TypedResults.Ok(new UserChangedJson("Time zone updated", UserJson.Of(user))));
    }

    public static async Task<IResult> UpdateProfileAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
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

        var updated = await grains.User(caller.UserId).UpdateProfileAsync(change);
        return OutcomeResults.Of(updated, user => TypedResults.Ok(new UserChangedJson("Profile updated successfully", UserJson.Of(user))));
    }
}
