using XelaConnect.ApiHost.Operations;

namespace XelaConnect.ApiHost.Profiles;

/// <summary>Routes of the caller's profile (<c>docs/api/http.md</c>, endpoints 5 to 7).</summary>
internal static class ProfilesEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapProfiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/auth/me", ProfileHandlers.MeAsync).RequireAuthorization().ReadsCaller()
            .WithTags("Accounts").WithName("GetMe").WithSummary("The caller.")
            .Produces<MeJson>().WithFaults(Status401Unauthorized);
        var users = routes.MapGroup("/api/users").WithTags("Accounts").RequireAuthorization();
        users.MapGet("/me", ProfileHandlers.MeAtTopLevelAsync).ReadsCaller()
            .WithName("GetMeAtTopLevel").WithSummary("The caller, with the user's fields at the top level too.")
            .Produces<UserAtTopLevelJson>().WithFaults(Status401Unauthorized);
        users.MapGet("/dashboard", ProfileHandlers.DashboardAsync)
            .WithName("GetDashboard").WithSummary("The caller's figures and today's message.")
            .Produces<DashboardJson>().WithFaults(Status401Unauthorized);
        users.MapPut("/profile", ProfileHandlers.UpdateProfileAsync)
            .WithName("UpdateProfile").WithSummary("Changes the caller's profile; fields left out stay as they are.")
            .AcceptsBody(new ProfileRequest(Bio: "I like long walks.", Interests: ["walking", "tea"],
                IdentityBadge: "Listener")).Produces<UserChangedJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized);
        users.MapPut("/me/time-zone", ProfileHandlers.SetTimeZoneAsync).Beyond()
            .WithName("SetTimeZone")
            .WithSummary("Sets the time zone whose dates the caller's streak is counted by; null or an empty text is UTC.")
            .AcceptsBody(new TimeZoneRequest("Europe/London")).Produces<UserChangedJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized);
        return routes;
    }
}
