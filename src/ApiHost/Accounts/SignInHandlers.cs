namespace XelaConnect.ApiHost.Accounts;

internal static class SignInHandlers
{
    // Becomes a header of the request to the provider.
    private static readonly TextRule ProviderSession =
        new(Limits.ProviderSession, IsHeaderText, $"must have 1 to {Limits.ProviderSession} visible ASCII characters");
    public static readonly TextRule ReferralCode = new(Limits.ReferralCode);

    // The account is open, and the message that creates its user is not delivered yet.
    private static readonly Fault NotReady = new(
        FaultKind.Unavailable, "account_not_ready", "Your account is being set up. Please sign in again in a moment.",
        null, 1);

    private const string Welcome = "Welcome to XelaConnect.";
    private const string LoggedIn = "Logged in successfully";
    private const string CameBack = "Welcome back. Your account stays, and nothing is erased.";
    private const string Reclaimed =
        "Logged in successfully. Nobody had verified the address of this account, "
        + "so its password, its other sessions and its profile were removed.";

    public static async Task<IResult> SignUpAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens,
        [FromKeyedServices(Clocks.Domain)] TimeProvider clock)
    {
        var input = await JsonInput.ReadAsync(http);
        var profile = new NewProfile(
            input.Text("name", TextRule.Name), input.Age("age"), input.OptionalText("city", TextRule.City),
            Language: EmailHandlers.LanguageOf(http), BirthDate: BirthDates.Read(input, clock));
        var email = input.Text("email", TextRule.Email);
        var password = input.Password("password", Limits.PasswordFrom);
        var code = input.OptionalText("referral_code", ReferralCode);
        if (input.Refusal is { } refusal) return refusal;

        var referral = await ReferralAsync(code, grains);
        if (!referral.IsOk) return Refuse(referral.Fault);

        var (key, operation) = (Ids.OfEmail(email), Operation.Of(http));
        var registered = await grains.Account(key).RegisterAsync(new(
            operation, ProposedId.For(http, "user", key), email, password, profile, referral.Value.Code, null,
            RateLimits.OriginOf(http)));
        return registered.IsOk
            ? await SignedInAsync(http, grains, tokens, operation, registered.Value.UserId, Welcome, Status201Created)
            : Refuse(registered.Fault);
    }

    public static async Task<IResult> LogInAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens,
        [FromKeyedServices(Clocks.Domain)] TimeProvider clock)
    {
        var input = await JsonInput.ReadAsync(http);
        var email = input.Text("email", TextRule.Email);
        var password = input.Password("password", from: 1);
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;

        // Not the request's operation: a repeated one returns its first outcome, but a password can have changed since.
        var operation = Ids.NewOperation(clock.GetUtcNow());
        var account = await grains.Account(Ids.OfEmail(email))
            .SignInAsync(new(operation, password, RateLimits.OriginOf(http), code));
        return account.IsOk
            ? await SignedInAsync(http, grains, tokens, operation, account.Value.UserId, LoggedIn, Status200OK)
            : Refuse(account.Fault);
    }

    public static async Task<IResult> GoogleAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens)
    {
        var input = await JsonInput.ReadAsync(http);
        var providerSession = input.Text("session_id", ProviderSession);
        var referralCode = input.OptionalText("referral_code", ReferralCode);
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;

        var referral = await ReferralAsync(referralCode, grains);
        if (!referral.IsOk) return Refuse(referral.Fault);

        var identity = await grains.GoogleSignIn().IdentifyAsync(providerSession);
        if (!identity.IsOk) return Refuse(identity.Fault);

        var (key, operation) = (Ids.OfEmail(identity.Value.Email), Operation.Of(http));
        var account = await grains.Account(key).SignInWithProviderAsync(new(
            operation, ProposedId.For(http, "user", key), identity.Value, referral.Value.Code,
            RateLimits.OriginOf(http), code));
        return account.IsOk
            ? await SignedInAsync(http, grains, tokens, operation, account.Value) : Refuse(account.Fault);
    }

    public static Task<IResult> SignedInAsync(
        HttpContext http, IGrainFactory grains, SessionTokens tokens, string operation, AccountView account)
    {
        var (message, status) = account.Opened ? (Welcome, Status201Created)
            : (account.Reclaimed ? Reclaimed : LoggedIn, Status200OK);
        return SignedInAsync(http, grains, tokens, operation, account.UserId, message, status);
    }

    public static async Task<IResult> GuestAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens)
    {
        var operation = Operation.Of(http);
        var digest = Ids.Digest(operation).AsSpan(0, 4);
        var digits = int.Parse(digest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % 10_000;
        var profile = new NewProfile(string.Create(CultureInfo.InvariantCulture, $"Guest {digits:0000}"));
        var userId = ProposedId.For(http, "user", "guest");
        var guest =
            await grains.User(userId).CreateAsync(new(operation, null, profile, ReferredBy: null, IsGuest: true));
        return guest.IsOk
            ? await SignedInAsync(http, grains, tokens, operation, userId, Welcome, Status201Created)
            : Refuse(guest.Fault);
    }

    public static async Task<IResult> UpgradeAsync(
        HttpContext http, CurrentUser caller, IGrainFactory grains, SessionTokens tokens)
    {
        var input = await JsonInput.ReadAsync(http);
        var profile = new NewProfile(input.Text("name", TextRule.Name));
        var email = input.Text("email", TextRule.Email);
        var password = input.Password("password", Limits.PasswordFrom);
        if (input.Refusal is { } refusal) return refusal;

        var key = Ids.OfEmail(email);
        var user = grains.User(caller.UserId);
        // A member of this address may be repeating the request, which the account decides.
        if (await user.GetAsync() is not { } before
            || (!before.IsGuest && (before.Email is null || Ids.OfEmail(before.Email) != key)))
            return Refuse(AccountFaults.NotAGuest);
        if (before.IsRemoved) return Refuse(AccountFaults.Removed);

        var registered = await grains.Account(key).RegisterAsync(new(
            Operation.Of(http), caller.UserId, email, password, profile, null, caller.UserId, RateLimits.OriginOf(http)));
        return registered.IsOk
            ? await RespondAsync(grains, tokens, caller.Session, "Your account is ready.", Status200OK)
            : Refuse(registered.Fault);
    }

    private static async Task<IResult> SignedInAsync(HttpContext http, IGrainFactory grains, SessionTokens tokens,
        string operation, string userId, string message, int status)
    {
        var user = await grains.User(userId).GetAsync();
        if (user is { ErasesAt: not null })
        {
            var kept = await grains.User(userId).CancelErasureAsync(new($"{operation}/come-back"));
            if (!kept.IsOk) return Refuse(kept.Fault);
            message = CameBack;
        }
        else if (user is { IsRemoved: true }) return Refuse(AccountFaults.Removed);
        var opened = await SessionHandlers.OpenAsync(http, grains, operation, userId);
        return opened.IsOk ? await RespondAsync(grains, tokens, opened.Value, message, status) : Refuse(opened.Fault);
    }

    private static async Task<IResult> RespondAsync(
        IGrainFactory grains, SessionTokens tokens, SessionView session, string message, int status) =>
        await grains.User(session.UserId).GetAsync() switch
        {
            null => Refuse(NotReady),
            // Removed while the session was opened: no token is issued, and the user's grain ends the session.
            { IsRemoved: true } => Refuse(AccountFaults.Removed),
            var user => TypedResults.Json(
                new SignedInJson(message, UserJson.Of(user), tokens.Issue(session, !user.IsGuest)), statusCode: status),
        };

    private static bool IsHeaderText(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    // A code that exists, in any case, or none.
    public static async Task<Outcome<Referral>> ReferralAsync(string? typed, IGrainFactory grains)
    {
        if (typed is null) return new Referral(null);
        var code = typed.ToUpperInvariant();
        if (!ReferralFaults.IsCode(code)) return ReferralFaults.Unknown;
        return await grains.ReferralCode(code).OwnerAsync() is null ? ReferralFaults.Unknown : new Referral(code);
    }

    public sealed record Referral(string? Code);
}
