namespace XelaConnect.ApiHost.Accounts;

/// <summary>Turns the second factor of the caller on and off.</summary>
internal static class SecondFactorHandlers
{
    /// <summary>A code of an app or a recovery code, with the spaces and dashes that people type.</summary>
    public static readonly TextRule Code = new(Limits.SecondFactorCode);
    private const string Issuer = "XelaConnect";

    public static void MapSecondFactor(this RouteGroupBuilder auth)
    {
        auth.MapGet("/totp", GetAsync).MembersOnly().WithName("GetSecondFactor")
            .WithSummary("Whether the caller has a second factor.").Produces<SecondFactorJson>();
        auth.MapPost("/totp", BeginAsync).MembersOnly().SignInLimits().WithName("BeginSecondFactor")
            .WithSummary("A secret for an authenticator app. It counts once a code of it is confirmed.")
            .Produces<SecondFactorSecretJson>().WithFaults(Status409Conflict);
        auth.MapPost("/totp/confirm", ConfirmAsync).MembersOnly().SignInLimits()
            .WithName("ConfirmSecondFactor")
            .WithSummary("Turns the second factor on, shows recovery codes once, and ends every other session.")
            .AcceptsBody(new CodeRequest("492039")).Produces<RecoveryCodesJson>().WithFaults(Status409Conflict);
        auth.MapPost("/totp/recovery-codes", RenewAsync).MembersOnly().SignInLimits()
            .WithName("RenewRecoveryCodes").WithSummary("Replaces the recovery codes.")
            .AcceptsBody(new CodeRequest("492039")).Produces<RecoveryCodesJson>().WithFaults(Status409Conflict);
        auth.MapPost("/totp/disable", TurnOffAsync).MembersOnly().SignInLimits()
            .WithName("TurnOffSecondFactor").WithSummary("Turns the second factor off.")
            .AcceptsBody(new CodeRequest("492039")).Produces<DoneJson>().WithFaults(Status409Conflict);
    }

    private static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(SecondFactorJson.Of(await grains.SecondFactor(caller.UserId).GetAsync()));

    private static async Task<IResult> BeginAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var user = await grains.User(caller.UserId).GetAsync();
        var begun = await grains.SecondFactor(caller.UserId).BeginAsync(new(Operation.Of(http)));
        return Ok(begun, made => new SecondFactorSecretJson(
            "Scan the code or type the secret, then confirm a code", made.Secret,
            $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(user?.Email ?? caller.UserId)}"
            + $"?secret={made.Secret}&issuer={Issuer}"));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var code = input.Text("code", Code);
        if (input.Refusal is { } refusal) return refusal;
        var codes = await grains.SecondFactor(caller.UserId)
            .ConfirmAsync(new(Operation.Of(http), code, caller.SessionId));
        return Ok(codes, shown => new RecoveryCodesJson("Second factor is on", shown.Codes));
    }

    private static async Task<IResult> RenewAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var code = input.Text("code", Code);
        if (input.Refusal is { } refusal) return refusal;
        var codes = await grains.SecondFactor(caller.UserId).RenewAsync(new(Operation.Of(http), code));
        return Ok(codes, shown => new RecoveryCodesJson("Recovery codes replaced", shown.Codes));
    }

    private static async Task<IResult> TurnOffAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var code = input.Text("code", Code);
        if (input.Refusal is { } refusal) return refusal;
        var off = await grains.SecondFactor(caller.UserId).TurnOffAsync(new(Operation.Of(http), code));
        return Ok(off, "Second factor is off");
    }
}
