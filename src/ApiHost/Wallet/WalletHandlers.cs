namespace XelaConnect.ApiHost.Wallet;

/// <summary>Handlers of the wallet routes.</summary>
internal static class WalletHandlers
{
    /// <summary>A Stripe payment method or card token.</summary>
    public static readonly TextRule CardToken = new(
        Limits.CardToken, IsCardToken, "must be a Stripe payment method (pm_…) or token (tok_…)");

    public static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(new BalanceJson((await grains.Wallet(caller.UserId).GetAsync()).Credits));

    public static async Task<IResult> EntriesAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        var page = await grains.Wallet(caller.UserId).EntriesAsync(cursor, limit);
        return OutcomeResults.Of(page, entries => TypedResults.Ok(EntriesJson.Of(entries)));
    }

    /// <summary>
    /// Reads the plans first, because their limits belong to the errors of the input; the wallet checks them again.
    /// </summary>
    public static async Task<IResult> TopUpAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var plans = await grains.Plans().GetAsync();
        var input = await JsonInput.ReadAsync(http);
        var credits = input.WholeNumber("credits", plans.TopUpFrom, plans.TopUpTo);
        var card = input.Text("stripe_token", CardToken);
        if (input.Refusal is { } refusal) return refusal;

        var paid = await grains.Wallet(caller.UserId).TopUpAsync(new TopUpWallet(Operation.Of(http), credits, card));
        return OutcomeResults.Of(paid, payment => payment.UnderWay
            ? TypedResults.Json(
                new BalanceChangedJson(
                    "Your payment is being confirmed. The credits are added as soon as it is.", payment.Credits),
                statusCode: StatusCodes.Status202Accepted)
            : TypedResults.Ok(new BalanceChangedJson("Credits added successfully", payment.Credits)));
    }

    public static async Task<IResult> BoostAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var bought = await grains.Wallet(caller.UserId).BoostAsync(new($"{Operation.Of(http)}/boost"));
        return OutcomeResults.Of(bought, boost => TypedResults.Created((string?)null, new BoostedJson("Boost started", new(boost.EndsAt), boost.Credits)));
    }

    public static async Task<IResult> AiSessionAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var bought = await grains.Wallet(caller.UserId).AiSessionAsync(new($"{Operation.Of(http)}/ai-session"));
        return OutcomeResults.Of(bought, session => TypedResults.Created(
            (string?)null, new AiSessionStartedJson($"{session.Messages} more messages with Xela today", new(session.Messages, session.EndsAt), session.Credits)));
    }

    private static bool IsCardToken(string text)
    {
        var rest = text.StartsWith("pm_", StringComparison.Ordinal) ? text.AsSpan(3) : text.StartsWith("tok_", StringComparison.Ordinal) ? text.AsSpan(4) : default;
        if (rest.IsEmpty) return false;
        foreach (var c in rest)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return true;
    }
}
