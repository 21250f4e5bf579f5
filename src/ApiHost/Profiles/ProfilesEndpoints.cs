using System.Runtime.CompilerServices;

namespace XelaConnect.ApiHost.Profiles;

internal static class ProfilesEndpoints
{
    private static readonly JsonTypeInfo<MeJson> MeShape = XelaJson.Shape<MeJson>(AccountsJson.Default);
    private static readonly TextRule Bio = TextRule.Prose(Limits.Bio);
    private static readonly TextRule Interest = TextRule.Line(Limits.Interest);
    private static readonly TextRule TimeZone = new(Limits.TimeZone);
    private static readonly TextRule Language = TextRule.OneOf(Languages.All);
    private static readonly TextRule Badge = TextRule.OneOf(IdentityBadges.All);

    /// <summary>
    /// In one process a view is the same object until the user changes: most reads serialize nothing.
    /// </summary>
    private static readonly ConditionalWeakTable<UserView, WrittenMe> Written = [];

    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/auth/me", MeAsync).RequireAuthorization().ReadsCaller().WithTags("Accounts")
            .WithName("GetMe").WithSummary("The caller.").Produces<MeJson>();
        var users = routes.MapGroup("/api/users").WithTags("Accounts").RequireAuthorization();
        users.MapGet("/me", MeAtTopLevelAsync).ReadsCaller().WithName("GetMeAtTopLevel")
            .WithSummary("The caller, with the user's fields at the top level too.").Produces<UserAtTopLevelJson>();
        users.MapGet("/dashboard", DashboardAsync).WithName("GetDashboard")
            .WithSummary("The caller's figures and today's message.").Produces<DashboardJson>();
        users.MapPut("/profile", UpdateProfileAsync).WithName("UpdateProfile")
            .WithSummary("Changes the caller's profile; fields left out stay as they are.")
            .AcceptsBody(new ProfileRequest(
                Bio: "I like long walks.", Interests: ["walking", "tea"], IdentityBadge: "Listener"))
            .Produces<UserChangedJson>().WithFaults(Status409Conflict);
        users.MapPut("/me/time-zone", SetTimeZoneAsync).WithName("SetTimeZone")
            .WithSummary("Sets the time zone whose dates the caller's streak is counted by; null or an empty text "
                + "is UTC.")
            .AcceptsBody(new TimeZoneRequest("Europe/London")).Produces<UserChangedJson>();
        users.MapPut("/me/language", SetLanguageAsync).WithName("SetLanguage")
            .WithSummary("Sets the language of mails to the caller; null or an empty text is that of the client.")
            .AcceptsBody(new LanguageRequest("pt")).Produces<UserChangedJson>();
    }

    /// <summary>The most frequent route: one grain call for the session and the view, from memory.</summary>
    private static async Task<IResult> MeAsync(HttpContext http, IGrainFactory grains) =>
        await CallerAsync(http, grains) is { } user
            ? new JsonBytes(WrittenFor(user)) : Refuse(AccountFaults.UnknownUser);

    private static async Task<IResult> MeAtTopLevelAsync(HttpContext http, IGrainFactory grains) =>
        await CallerAsync(http, grains) is { } user
            ? TypedResults.Ok(new UserAtTopLevelJson(UserJson.Of(user))) : Refuse(AccountFaults.UnknownUser);

    private static ValueTask<UserView?> CallerAsync(HttpContext http, IGrainFactory grains) =>
        http.Features.Get<UserView>() is { } read
            ? ValueTask.FromResult<UserView?>(read) : grains.User(CurrentUser.Of(http).UserId).GetAsync();

    private static byte[] WrittenFor(UserView user)
    {
        var written = Written.GetValue(user, Write);
        if (written.Origin == PictureLinks.Origin) return written.Json;
        // Another name of this host is in the address of the picture.
        Written.AddOrUpdate(user, written = Write(user));
        return written.Json;
    }

    private static WrittenMe Write(UserView user) => new(
        PictureLinks.Origin, JsonSerializer.SerializeToUtf8Bytes(new MeJson(UserJson.Of(user)), MeShape));

    private sealed record WrittenMe(string Origin, byte[] Json);

    private static async Task<IResult> DashboardAsync(CurrentUser caller, IGrainFactory grains) =>
        await grains.User(caller.UserId).DashboardAsync() is { } dashboard
            ? TypedResults.Ok(DashboardJson.Of(dashboard))
            : Refuse(AccountFaults.UnknownUser);

    private static async Task<IResult> SetTimeZoneAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var zone = input.ClearableText("time_zone", TimeZone);
        if (zone is null && input.Refusal is null) input.Refuse("time_zone", "is required");
        if (input.Refusal is { } refusal) return refusal;
        var set = await grains.User(caller.UserId).SetTimeZoneAsync(new(Operation.Of(http), zone!.To));
        return Ok(set, user => new UserChangedJson("Time zone updated", UserJson.Of(user)));
    }

    private static async Task<IResult> SetLanguageAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var language = input.ClearableText("language", Language);
        if (language is null && input.Refusal is null) input.Refuse("language", "is required");
        if (input.Refusal is { } refusal) return refusal;
        var set = await grains.User(caller.UserId).SetLanguageAsync(new(Operation.Of(http), language!.To));
        return Ok(set, user => new UserChangedJson("Language updated", UserJson.Of(user)));
    }

    private static async Task<IResult> UpdateProfileAsync(HttpContext http, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider clock)
    {
        var input = await JsonInput.ReadAsync(http);
        var change = new UpdateProfile(
            Operation.Of(http),
            input.ChangedText("name", TextRule.Name),
            input.ClearableText("bio", Bio),
            input.Texts("interests", Limits.Interests, Interest),
            input.ClearableText("identity_badge", Badge),
            input.ClearableAge("age"),
            input.ClearableText("city", TextRule.City),
            input.ClearablePicture("picture"),
            BirthDates.Read(input, clock));
        if (input.Refusal is { } refusal) return refusal;

        var updated = await grains.User(caller.UserId).UpdateProfileAsync(change);
        return Ok(updated, user => new UserChangedJson("Profile updated successfully", UserJson.Of(user)));
    }
}
