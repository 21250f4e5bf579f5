namespace XelaConnect.ApiHost.Accounts;

internal static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        MapSignIn(routes.MapGroup("/api/auth").WithTags("Accounts"));
        MapSessions(routes.MapGroup("/api/auth").WithTags("Accounts").RequireAuthorization());
    }

    private static void MapSignIn(RouteGroupBuilder auth)
    {
        auth.MapPost("/signup", SignInHandlers.SignUpAsync).AllowAnonymous().SignInLimits().WithName("SignUp")
            .WithSummary("Opens an account and signs in.")
            .AcceptsBody(new SignUpRequest("Ada", "ada@example.org", "correct horse battery", 36, "London"))
            .Produces<SignedInJson>(Status201Created).WithFaults(Status409Conflict);
        auth.MapPost("/login", SignInHandlers.LogInAsync).AllowAnonymous().SignInLimits().WithName("LogIn")
            .WithSummary("Signs in with email and password.")
            .AcceptsBody(new LogInRequest("ada@example.org", "correct horse battery")).Produces<SignedInJson>()
            .WithFaults(Status401Unauthorized, Status403Forbidden, Status503ServiceUnavailable);
        auth.MapPost("/google", SignInHandlers.GoogleAsync).AllowAnonymous().SignInLimits()
            .WithName("SignInWithGoogle")
            .WithSummary("Signs in with Google through Emergent Auth; opens an account when there is none.")
            .AcceptsBody(new GoogleRequest("the-session-id-of-Emergent-Auth")).Produces<SignedInJson>()
            .Produces<SignedInJson>(Status201Created)
            .WithFaults(Status401Unauthorized, Status403Forbidden, Status503ServiceUnavailable);
        auth.MapPost("/guest", SignInHandlers.GuestAsync).AllowAnonymous().SignInLimits().WithName("SignInAsGuest")
            .WithSummary("Begins as a guest, without an account.").Produces<SignedInJson>(Status201Created);
        auth.MapPost("/upgrade", SignInHandlers.UpgradeAsync).RequireAuthorization().SignInLimits()
            .WithName("UpgradeGuest").WithSummary("Turns a guest into a member, who keeps id and everything.")
            .AcceptsBody(new UpgradeRequest("Ada", "ada@example.org", "correct horse battery"))
            .Produces<SignedInJson>().WithFaults(Status403Forbidden, Status409Conflict);
    }

    private static void MapSessions(RouteGroupBuilder auth)
    {
        auth.MapPost("/logout", SessionHandlers.LogOutAsync).WithName("LogOut")
            .WithSummary("Ends this session; its token is dead everywhere at once.").Produces<DoneJson>();
        auth.MapPost("/password", SessionHandlers.ChangePasswordAsync).SignInLimits().WithName("ChangePassword")
            .WithSummary("Changes the password and ends every other session.")
            .AcceptsBody(new PasswordRequest("correct horse battery", "a better horse battery")).Produces<DoneJson>()
            .WithFaults(Status403Forbidden, Status409Conflict, Status503ServiceUnavailable);
        auth.MapGet("/sessions", SessionHandlers.ListAsync).WithName("ListSessions")
            .WithSummary("Where the caller is signed in, newest first.").WithQuery("limit", "cursor")
            .Produces<SessionsJson>();
        auth.MapDelete("/sessions/{id}", SessionHandlers.EndAsync).WithName("EndSession")
            .WithSummary("Ends one of the caller's sessions.").Produces<DoneJson>();
        auth.MapDelete("/sessions", SessionHandlers.EndOthersAsync).WithName("EndOtherSessions")
            .WithSummary("Ends all of the caller's sessions but this one.").Produces<DoneJson>();
    }
}
