namespace XelaConnect.ApiHost.Admin;

/// <summary>Handlers of the admin routes.</summary>
internal static class AdminHandlers
{
    private const string Kind = "user";
    private static readonly TextRule UserId = new(Limits.Cursor);
    private static readonly TextRule Reason = TextRule.Prose(Limits.AdminReason);

    public static async Task<IResult> CreditsAsync(HttpContext http, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", UserId);
        var amount = input.WholeNumber("amount", -Limits.AdminCredits, Limits.AdminCredits);
        if (amount == 0) input.Errors.Add("amount", "must not be 0");
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, userId) || await grains.User(userId).GetAsync() is null)
            return OutcomeResults.Refuse(AccountFaults.UnknownUser);

        var wallet = grains.Wallet(userId);
        var (operation, cause, audit) = (Operation.Of(http), $"Adjustment: {reason}", new Audited(admin.UserId, reason));
        var adjusted = amount > 0
            ? await wallet.CreditAsync(new(operation, amount, LedgerAccounts.Adjustments, cause, null, audit))
            : await wallet.DebitAsync(new(operation, -amount, LedgerAccounts.Adjustments, cause, MayOwe: false, null, audit));
        return OutcomeResults.Of(adjusted,
            view => TypedResults.Ok(new CreditsAdjustedJson(amount > 0 ? "Credits given" : "Credits taken", view.Credits)));
    }

    public static async Task<IResult> KeptPaymentsAsync(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        return OutcomeResults.Of(await grains.UnmatchedPayments().ListAsync(cursor, limit),
            page => TypedResults.Ok(UnmatchedPaymentsPageJson.Of(page)));
    }

    public static async Task<IResult> RemoveUserAsync(HttpContext http, string user_id, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, user_id)) return OutcomeResults.Refuse(AccountFaults.UnknownUser);

        var removed = await grains.User(user_id).RemoveAsync(new(Operation.Of(http), admin.UserId, reason));
        return OutcomeResults.Of(removed, _ => TypedResults.Ok(new DoneJson("Account removed")));
    }
}
