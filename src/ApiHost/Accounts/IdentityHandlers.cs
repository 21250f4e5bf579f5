using System.Buffers.Text;

namespace XelaConnect.ApiHost.Accounts;

/// <summary>Direct sign-in with Google and Apple, and the ways in of a person.</summary>
internal static class IdentityHandlers
{
    private const int NonceBytes = 24;
    private static readonly TextRule Provider = TextRule.OneOf(Identities.Providers);
    private static readonly TextRule Token = new(Limits.IdToken, static text => Ascii.IsValid(text), "must be a token");
    private static readonly TextRule Nonce = new(Limits.Nonce);
    private static readonly IdentityRequest Example = new(
        Identities.Google, "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "h1pXk0m2c1v5Qy8Jt3nB7wLz4rUaSdEf");

    public static void MapIdentities(this RouteGroupBuilder auth)
    {
        auth.MapPost("/nonce", NonceAsync).AllowAnonymous().SignInLimits().WithName("IssueNonce")
            .WithSummary("A nonce for one sign-in or link: the client asks the provider to put it into the token.")
            .Produces<NonceJson>(Status201Created);
        auth.MapPost("/identity", SignInAsync).AllowAnonymous().SignInLimits().WithName("SignInWithIdentity")
            .WithSummary("Signs in with an ID token of Google or Apple; opens an account when there is none.")
            .AcceptsBody(Example).Produces<SignedInJson>().Produces<SignedInJson>(Status201Created)
            .WithFaults(Status401Unauthorized, Status403Forbidden, Status503ServiceUnavailable);
        auth.MapGet("/ways", WaysAsync).MembersOnly().WithName("ListWaysIn")
            .WithSummary("How the caller can sign in.").Produces<WaysInJson>();
        auth.MapPost("/ways", LinkAsync).MembersOnly().SignInLimits().WithName("LinkIdentity")
            .WithSummary("Links an identity of Google or Apple to the caller; with a second factor, by its code.")
            .AcceptsBody(new LinkIdentityRequest(Example.Provider, Example.IdToken, Example.Nonce))
            .Produces<WaysInChangedJson>()
            .WithFaults(Status409Conflict, Status503ServiceUnavailable);
        auth.MapDelete("/ways/{provider}", UnlinkAsync).MembersOnly().WithName("UnlinkIdentity")
            .WithSummary("Unlinks the identity of a provider, unless it is the last way in.")
            .Produces<WaysInChangedJson>().WithFaults(Status409Conflict);
    }

    private static async Task<IResult> NonceAsync(HttpContext http, IGrainFactory grains)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        var issued = await grains.Nonce(nonce).IssueAsync(new(Operation.Of(http)));
        return Created(issued, _ => new NonceJson(
            "Use it within 10 minutes", nonce, Operation.NowOf(http) + Identities.NonceLifetime));
    }

    private static async Task<IResult> SignInAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens)
    {
        var input = await JsonInput.ReadAsync(http);
        var token = TokenIn(input);
        var referralCode = input.OptionalText("referral_code", SignInHandlers.ReferralCode);
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;

        var referral = await SignInHandlers.ReferralAsync(referralCode, grains);
        if (!referral.IsOk) return Refuse(referral.Fault);
        var identity = await grains.IdTokens().VerifyAsync(token);
        if (!identity.IsOk) return Refuse(identity.Fault);
        var (key, operation) = (Identities.KeyOf(identity.Value), Operation.Of(http));
        var account = await grains.Identity(key).SignInAsync(new(
            operation, ProposedId.For(http, "user", key), identity.Value, referral.Value.Code,
            RateLimits.OriginOf(http), code));
        return account.IsOk
            ? await SignInHandlers.SignedInAsync(http, grains, tokens, operation, account.Value)
            : Refuse(account.Fault);
    }

    private static async Task<IResult> WaysAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(WaysInJson.Of(await grains.WaysIn(caller.UserId).GetAsync()));

    private static async Task<IResult> LinkAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var token = TokenIn(input);
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;
        var identity = await grains.IdTokens().VerifyAsync(token);
        if (!identity.IsOk) return Refuse(identity.Fault);
        var linked = await grains.WaysIn(caller.UserId)
            .LinkAsync(new(Operation.Of(http), identity.Value, UsesNonce: true, code));
        return await ChangedAsync(linked, "Linked", caller, grains);
    }

    private static async Task<IResult> UnlinkAsync(
        HttpContext http, string provider, CurrentUser caller, IGrainFactory grains)
    {
        if (!Identities.Providers.Contains(provider)) return Refuse(IdentityFaults.NotLinked);
        var unlinked = await grains.WaysIn(caller.UserId).UnlinkAsync(new(Operation.Of(http), provider));
        return await ChangedAsync(unlinked, "Unlinked", caller, grains);
    }

    public static async Task<IResult> ChangedAsync(
        Outcome<Done> changed, string message, CurrentUser caller, IGrainFactory grains, int status = Status200OK) =>
        changed.IsOk
            ? TypedResults.Json(
                new WaysInChangedJson(message, WaysInJson.Of(await grains.WaysIn(caller.UserId).GetAsync())),
                statusCode: status)
            : Refuse(changed.Fault);

    private static IdToken TokenIn(JsonInput input) =>
        new(input.Text("provider", Provider), input.Text("id_token", Token), input.Text("nonce", Nonce));
}
