namespace XelaConnect.ApiHost.Accounts;

internal static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        MapSignIn(routes.MapGroup("/api/auth").WithTags("Accounts"));
        MapEmails(routes.MapGroup("/api/auth").WithTags("Accounts"));
        MapSessions(routes.MapGroup("/api/auth").WithTags("Accounts").RequireAuthorization());
        routes.MapGroup("/api/auth").WithTags("Accounts").MapSecondFactor();
        routes.MapGroup("/api/auth").WithTags("Accounts").MapIdentities();
        routes.MapGroup("/api/auth").WithTags("Accounts").MapPasskeys();
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

    private static void MapEmails(RouteGroupBuilder auth)
    {
        auth.MapPost("/forgot", EmailHandlers.ForgotAsync).AllowAnonymous().MailLimits().WithName("ForgotPassword")
            .WithSummary("Mails a code for a new password; the answer is the same for every address.")
            .AcceptsBody(new ForgotRequest("ada@example.org")).Produces<DoneJson>();
        auth.MapPost("/reset", EmailHandlers.ResetAsync).AllowAnonymous().SignInLimits().WithName("ResetPassword")
            .WithSummary("Sets a new password by a code and ends every session.")
            .AcceptsBody(new ResetRequest("ada@example.org", "7K2M9QXA", "a better horse battery"))
            .Produces<DoneJson>();
        auth.MapPost("/verify-email", EmailHandlers.VerifyAsync).AllowAnonymous().SignInLimits()
            .WithName("VerifyEmail").WithSummary("Confirms an email address by a code.")
            .AcceptsBody(new EmailCodeRequest("ada@example.org", "7K2M9QXA")).Produces<DoneJson>();
        auth.MapPost("/verify-email/send", EmailHandlers.SendCodeAsync).RequireAuthorization().MailLimits()
            .WithName("SendVerification").WithSummary("Mails a code that confirms the caller's email address.")
            .Produces<DoneJson>().WithFaults(Status403Forbidden, Status409Conflict);
        auth.MapPost("/email", EmailHandlers.ChangeAsync).RequireAuthorization().MailLimits()
            .WithName("ChangeEmail").WithSummary("Mails a code to a new address of the caller.")
            .AcceptsBody(new ChangeEmailRequest("ada@example.net", "correct horse battery")).Produces<DoneJson>()
            .WithFaults(Status403Forbidden, Status409Conflict, Status503ServiceUnavailable);
        auth.MapPost("/email/confirm", EmailHandlers.ConfirmChangeAsync).RequireAuthorization().SignInLimits()
            .WithName("ConfirmEmail")
            .WithSummary("Makes a new address the caller's by its code, and informs the earlier one.")
            .AcceptsBody(new EmailCodeRequest("ada@example.net", "7K2M9QXA")).Produces<DoneJson>()
            .WithFaults(Status409Conflict);
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
        auth.MapGet("/devices", SessionHandlers.DevicesAsync).WithName("ListDevices")
            .WithSummary("The devices that signed in to the caller's account last, newest first.")
            .Produces<DevicesJson>();
        auth.MapDelete("/devices/{id}", SessionHandlers.ForgetDeviceAsync).WithName("ForgetDevice")
            .WithSummary("Forgets a device: its attempts to sign in count like a stranger's.").Produces<DoneJson>();
        auth.MapDelete("/sessions", SessionHandlers.EndOthersAsync).WithName("EndOtherSessions")
            .WithSummary("Ends all of the caller's sessions but this one.").Produces<DoneJson>();
    }
}
