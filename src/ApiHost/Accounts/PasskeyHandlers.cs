using System.Buffers.Text;

namespace XelaConnect.ApiHost.Accounts;

/// <summary>Passkeys: a client asks for options, hands them to WebAuthn, and sends what that returns.</summary>
internal static class PasskeyHandlers
{
    private const int ChallengeBytes = 32;
    private const string DefaultName = "Passkey";
    private static readonly TextRule Name = TextRule.Line(Limits.PasskeyName);
    private static readonly NewPasskeyRequest NewExample = new(new NewCredentialJson(new(
        "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0", "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUA")), "My phone");
    private static readonly PasskeyRequest Example = new(new CredentialJson("bXkta2V5", new(
        "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", "YXV0aGVudGljYXRvcg", "c2lnbmF0dXJl", "dXNlci0x")));

    public static void MapPasskeys(this RouteGroupBuilder auth)
    {
        auth.MapPost("/passkeys/options", NewOptionsAsync).MembersOnly().SignInLimits()
            .WithName("IssuePasskeyOptions")
            .WithSummary("What a client needs to make a passkey: the argument of navigator.credentials.create.")
            .Produces<NewPasskeyOptionsJson>(Status201Created).WithFaults(Status503ServiceUnavailable);
        auth.MapPost("/passkeys", AddAsync).MembersOnly().SignInLimits().WithName("AddPasskey")
            .WithSummary("Adds a passkey that a client has made; with a second factor, by its code.")
            .AcceptsBody(NewExample).Produces<WaysInChangedJson>(Status201Created)
            .WithFaults(Status409Conflict, Status503ServiceUnavailable);
        auth.MapPut("/passkeys/{id}", RenameAsync).MembersOnly().WithName("RenamePasskey")
            .WithSummary("Gives a passkey another name.")
            .AcceptsBody(new PasskeyNameRequest("My laptop")).Produces<WaysInChangedJson>();
        auth.MapDelete("/passkeys/{id}", RemoveAsync).MembersOnly().WithName("RemovePasskey")
            .WithSummary("Removes a passkey, unless it is the last way in.")
            .Produces<WaysInChangedJson>().WithFaults(Status409Conflict);
        auth.MapPost("/passkeys/sign-in/options", OptionsAsync).AllowAnonymous().SignInLimits()
            .WithName("IssuePasskeySignInOptions")
            .WithSummary("What a client needs to sign in by a passkey: the argument of navigator.credentials.get.")
            .Produces<PasskeyOptionsJson>(Status201Created).WithFaults(Status503ServiceUnavailable);
        auth.MapPost("/passkeys/sign-in", SignInAsync).AllowAnonymous().SignInLimits()
            .WithName("SignInWithPasskey")
            .WithSummary("Signs in by a passkey, without an address. It stands for both factors.")
            .AcceptsBody(Example).Produces<SignedInJson>()
            .WithFaults(Status401Unauthorized, Status403Forbidden, Status503ServiceUnavailable);
    }

    private static async Task<IResult> NewOptionsAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var party = await grains.Passkeys().RelyingPartyAsync();
        if (!party.IsOk) return Refuse(party.Fault);
        var user = await grains.User(caller.UserId).GetAsync();
        var ways = await grains.WaysIn(caller.UserId).GetAsync();
        var challenge = NewChallenge();
        var issued = await grains.Nonce(Passkeys.NonceOf(challenge, caller.UserId)).IssueAsync(new(Operation.Of(http)));
        return Created(issued, _ => new NewPasskeyOptionsJson(
            "Make a passkey within 10 minutes",
            NewCredentialOptionsJson.Of(
                party.Value, challenge, caller.UserId, user?.Email ?? caller.UserId, user?.Name ?? "", ways.Passkeys),
            Operation.NowOf(http) + Identities.NonceLifetime));
    }

    private static async Task<IResult> AddAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var response = input.Within("credential")?.Within("response");
        var attestation = new PasskeyAttestation(
            Bytes(response, "clientDataJSON", Limits.ClientData),
            Bytes(response, "attestationObject", Limits.Attestation));
        var name = input.OptionalText("name", Name) ?? DefaultName;
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;

        var passkey = await grains.Passkeys().VerifyNewAsync(attestation);
        if (!passkey.IsOk) return Refuse(passkey.Fault);
        var added = await grains.WaysIn(caller.UserId)
            .AddPasskeyAsync(new(Operation.Of(http), passkey.Value, name, code));
        return await IdentityHandlers.ChangedAsync(added, "Added", caller, grains, Status201Created);
    }

    private static async Task<IResult> RenameAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var name = input.Text("name", Name);
        if (input.Refusal is { } refusal) return refusal;
        var renamed = await grains.WaysIn(caller.UserId).RenamePasskeyAsync(new(Operation.Of(http), id, name));
        return await IdentityHandlers.ChangedAsync(renamed, "Renamed", caller, grains);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var removed = await grains.WaysIn(caller.UserId).RemovePasskeyAsync(new(Operation.Of(http), id));
        return await IdentityHandlers.ChangedAsync(removed, "Removed", caller, grains);
    }

    private static async Task<IResult> OptionsAsync(HttpContext http, IGrainFactory grains)
    {
        var party = await grains.Passkeys().RelyingPartyAsync();
        if (!party.IsOk) return Refuse(party.Fault);
        var challenge = NewChallenge();
        var issued = await grains.Nonce(Passkeys.NonceOf(challenge, null)).IssueAsync(new(Operation.Of(http)));
        return Created(issued, _ => new PasskeyOptionsJson(
            "Sign in within 10 minutes", CredentialOptionsJson.Of(party.Value, challenge),
            Operation.NowOf(http) + Identities.NonceLifetime));
    }

    private static async Task<IResult> SignInAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens)
    {
        var input = await JsonInput.ReadAsync(http);
        var credential = input.Within("credential");
        var response = credential?.Within("response");
        var assertion = new PasskeyAssertion(
            Bytes(credential, "id", Limits.CredentialId), Bytes(response, "clientDataJSON", Limits.ClientData),
            Bytes(response, "authenticatorData", Limits.AuthenticatorData),
            Bytes(response, "signature", Limits.Signature), Bytes(response, "userHandle", Limits.UserHandle));
        if (input.Refusal is { } refusal) return refusal;

        var operation = Operation.Of(http);
        var account = await grains.Identity(Passkeys.KeyOf(assertion.CredentialId))
            .SignInWithPasskeyAsync(new(operation, assertion, RateLimits.OriginOf(http)));
        return account.IsOk
            ? await SignInHandlers.SignedInAsync(http, grains, tokens, operation, account.Value)
            : Refuse(account.Fault);
    }

    private static string NewChallenge() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));

    private static string Bytes(JsonInput? input, string field, int max) => input?.Text(
        field, new TextRule(max, static text => Base64Url.IsValid(text), "must be base64url")) ?? "";
}
