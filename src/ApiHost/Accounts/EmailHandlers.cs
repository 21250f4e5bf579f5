namespace XelaConnect.ApiHost.Accounts;

/// <summary>Verification, recovery and change of an address.</summary>
internal static class EmailHandlers
{
    private const string Sent = "If this address has an account, a code is on its way to it.";

    /// <summary>Longer than the activation of an account, so that the time does not tell whether there is one.</summary>
    private static readonly TimeSpan ForgotTime = TimeSpan.FromMilliseconds(100);

    private static readonly TextRule Code = new(EmailCodes.Length, IsCode, "must have 8 characters of A-Z and 0-9");

    public static async Task<IResult> ForgotAsync(HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        var input = await JsonInput.ReadAsync(http);
        var email = input.Text("email", TextRule.Email);
        if (input.Refusal is { } refusal) return refusal;
        var wait = Task.Delay(ForgotTime, time, http.RequestAborted);
        // What an account refuses would tell that there is one.
        await grains.Account(Ids.OfEmail(email)).RequestCodeAsync(new(
            Operation.Of(http), MailKinds.ResetPassword, null, null, LanguageOf(http)));
        await wait;
        return TypedResults.Ok(new DoneJson(Sent));
    }

    public static async Task<IResult> ResetAsync(HttpContext http, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var (email, code) = (input.Text("email", TextRule.Email), CodeOf(input));
        var password = input.Password("new_password", Limits.PasswordFrom);
        if (input.Refusal is { } refusal) return refusal;
        var reset = await grains.Account(Ids.OfEmail(email))
            .ResetPasswordAsync(new(Operation.Of(http), code, password, RateLimits.OriginOf(http)));
        return Ok(reset, "Password changed successfully. Please sign in.");
    }

    public static async Task<IResult> VerifyAsync(HttpContext http, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var (email, code) = (input.Text("email", TextRule.Email), CodeOf(input));
        if (input.Refusal is { } refusal) return refusal;
        var verified = await grains.Account(Ids.OfEmail(email))
            .VerifyEmailAsync(new(Operation.Of(http), code, RateLimits.OriginOf(http)));
        return Ok(verified, "Your email address is confirmed.");
    }

    public static async Task<IResult> SendCodeAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return Refuse(AccountFaults.MembersOnly);
        var sent = await grains.Account(Ids.OfEmail(user.Email)).RequestCodeAsync(new(
            Operation.Of(http), MailKinds.VerifyEmail, caller.UserId, null, LanguageOf(http)));
        return Ok(sent, "A code is on its way to your email address.");
    }

    public static async Task<IResult> ChangeAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var email = input.Text("email", TextRule.Email);
        var password = input.Password("password", from: 1);
        if (input.Refusal is { } refusal) return refusal;
        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return Refuse(AccountFaults.NoPassword);
        var asked = await grains.Account(Ids.OfEmail(user.Email)).RequestEmailChangeAsync(new(
            Operation.Of(http), caller.UserId, password, email, RateLimits.OriginOf(http), LanguageOf(http)));
        return Ok(asked, "If this address has no account, a code is on its way to it.");
    }

    public static async Task<IResult> ConfirmChangeAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var (email, code) = (input.Text("email", TextRule.Email), CodeOf(input));
        if (input.Refusal is { } refusal) return refusal;
        var user = await grains.User(caller.UserId).GetAsync();
        if (user?.Email is null) return Refuse(AccountFaults.NoPassword);
        var changed = await grains.Account(Ids.OfEmail(email)).ConfirmEmailChangeAsync(new(
            Operation.Of(http), caller.UserId, code, email, user.Email, RateLimits.OriginOf(http)));
        return Ok(changed, "Your email address is changed.");
    }

    public static string? LanguageOf(HttpContext http) => Languages.Of(AcceptLanguage.Of(http));

    /// <summary>People type codes in either case.</summary>
    private static string CodeOf(JsonInput input) => input.Text("code", Code).ToUpperInvariant();

    private static bool IsCode(string text) => text.Length == EmailCodes.Length && text.All(char.IsAsciiLetterOrDigit);
}
