namespace XelaConnect.ApiHost.Admin;

/// <summary>For other callers every path below is unknown (<c>docs/api/http.md</c>, "Admin").</summary>
internal static class AdminEndpoints
{
    private const string Kind = "user";
    private static readonly TextRule UserId = new(Limits.Cursor);
    private static readonly TextRule MessageKind = new(Limits.Cursor);
    private static readonly TextRule Reason = TextRule.Prose(Limits.AdminReason);

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").WithTags("Admin").RequireAuthorization(Authorization.Staff);
        admin.MapPost("/credits", CreditsAsync).WithName("AdjustCredits")
            .WithSummary("Gives or takes credits; admins only, nothing at this address for others.")
            .RecordsItself(StaffScopes.Support, "adjust_credits")
            .AcceptsBody(new AdjustCreditsRequest(RouteDocs.SomeUser, 50, "Thank you for your patience."))
            .Produces<CreditsAdjustedJson>().WithFaults(Status402PaymentRequired, Status404NotFound);
        admin.MapPost("/users/{user_id}/remove", RemoveUserAsync)
            .WithName("RemoveUser")
            .WithSummary("Removes an account as fraud: its sessions end, its invitation's rewards are taken back.")
            .RecordsItself(StaffScopes.Moderator, "remove_user")
            .AcceptsBody(new RemoveUserRequest("Several accounts of one person.")).Produces<DoneJson>()
            // A route for operators, which the API does not promise to clients.
            .ExcludeFromDescription();
        admin.MapGet("/payments/kept", KeptPaymentsAsync).WithName("ListKeptPayments")
            .WithSummary("Card payments that were taken and could not be given, newest first: amount or currency "
                + "differ, or their metadata say too little.")
            .ForStaff(StaffScopes.Support, "list_payments_kept")
            .WithQuery("cursor", "limit").Produces<UnmatchedPaymentsPageJson>().WithFaults(Status404NotFound)
            .ExcludeFromDescription();
        admin.MapGet("/referrals/held", HeldReferralsAsync).WithName("ListHeldReferrals")
            .WithSummary("Referrals that were held for staff, newest first.")
            .ForStaff(StaffScopes.Moderator, "list_held_referrals")
            .WithQuery("cursor", "limit").Produces<HeldReferralsPageJson>().WithFaults(Status404NotFound)
            .ExcludeFromDescription();
        admin.MapPost("/referrals/held", DecideHeldAsync).WithName("DecideHeldReferral")
            .WithSummary("Converts a held referral, with its rewards, or closes it for good.")
            .RecordsItself(StaffScopes.Moderator, "decide_held_referral")
            .AcceptsBody(new DecideHeldRequest("XC00000000", RouteDocs.SomeUser, true, "A school class."))
            .Produces<DoneJson>().WithFaults(Status404NotFound).ExcludeFromDescription();
        admin.MapGet("/dead-letters", DeadLettersAsync).WithName("ListDeadLetters")
            .WithSummary("Messages between grains that failed too often to be retried by themselves, newest first.")
            .ForStaff(StaffScopes.Support, "list_dead_letters")
            .WithQuery("cursor", "limit").Produces<DeadLettersPageJson>().WithFaults(Status404NotFound)
            .ExcludeFromDescription();
        admin.MapPost("/dead-letters/{id}/retry", RetryAsync).WithName("RetryDeadLetter")
            .WithSummary("Delivers a dead letter again, soon.").ForStaff(StaffScopes.Support, "retry_dead_letter")
            .Produces<DoneJson>().WithFaults(Status404NotFound).ExcludeFromDescription();
        admin.MapPost("/dead-letters/retry", RetryKindAsync).WithName("RetryDeadLetters")
            .WithSummary("Delivers the dead letters of a kind again, 1,000 at most.")
            .ForStaff(StaffScopes.Support, "retry_dead_letters")
            .AcceptsBody(new RetryDeadLettersRequest("circles.add-member.v1"))
            .Produces<DeadLettersRetriedJson>().WithFaults(Status404NotFound).ExcludeFromDescription();
        admin.MapStaff();
        // Handles what the router would refuse by method or media type, which would reveal that the path exists.
        admin.Map("/{**path}", () => Refuse(HttpFaults.UnknownRoute)).ExcludeFromDescription();
    }

    private static async Task<IResult> CreditsAsync(HttpContext http, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", UserId);
        var amount = input.WholeNumber("amount", -Limits.AdminCredits, Limits.AdminCredits);
        if (amount == 0) input.Errors.Add("amount", "must not be 0");
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, userId) || await grains.User(userId).GetAsync() is null)
            return Refuse(AccountFaults.UnknownUser);

        var wallet = grains.Wallet(userId);
        var (id, cause, audit) = (Operation.Of(http), $"Adjustment: {reason}", new Audited(admin.UserId, reason));
        var adjusted = amount > 0
            ? await wallet.CreditAsync(new(id, amount, LedgerAccounts.Adjustments, cause, null, audit))
            : await wallet.DebitAsync(new(id, -amount, LedgerAccounts.Adjustments, cause, MayOwe: false, null, audit));
        var message = amount > 0 ? "Credits given" : "Credits taken";
        return Ok(adjusted, view => new CreditsAdjustedJson(message, view.Credits));
    }

    private static async Task<IResult> DeadLettersAsync(QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        return OutcomeResults.Of(await grains.DeadLetters().ListAsync(cursor, limit),
            page => TypedResults.Ok(DeadLettersPageJson.Of(page)));
    }

    private static async Task<IResult> RetryAsync(string id, IGrainFactory grains) =>
        Ok(await grains.DeadLetters().RetryAsync(id), "It will be delivered again");

    private static async Task<IResult> RetryKindAsync(HttpContext http, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var kind = input.Text("kind", MessageKind);
        if (input.Refusal is { } refusal) return refusal;
        return OutcomeResults.Of(await grains.DeadLetters().RetryKindAsync(kind),
            count => TypedResults.Ok(new DeadLettersRetriedJson("They will be delivered again", count)));
    }

    private static async Task<IResult> KeptPaymentsAsync(QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        return Ok(await grains.UnmatchedPayments().ListAsync(cursor, limit), UnmatchedPaymentsPageJson.Of);
    }

    private static async Task<IResult> HeldReferralsAsync(QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        return Ok(await grains.HeldReferrals().ListAsync(cursor, limit), HeldReferralsPageJson.Of);
    }

    private static async Task<IResult> DecideHeldAsync(HttpContext http, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var code = input.Text("referral_code", UserId);
        var userId = input.Text("user_id", UserId);
        var isConverted = input.Flag("convert");
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!ReferralFaults.IsCode(code) || !Ids.IsOf(Kind, userId)) return Refuse(ReferralFaults.NotHeld);
        var decided = await grains.ReferralCode(code).DecideHeldAsync(
            new(Operation.Of(http), userId, isConverted, admin.UserId, reason));
        return Ok(decided, isConverted ? "Referral converted" : "Referral closed");
    }

    private static async Task<IResult> RemoveUserAsync(
        HttpContext http, string user_id, CurrentUser admin, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var reason = input.Text("reason", Reason);
        if (input.Refusal is { } refusal) return refusal;
        if (!Ids.IsOf(Kind, user_id)) return Refuse(AccountFaults.UnknownUser);

        var removed = await grains.User(user_id).RemoveAsync(new(Operation.Of(http), admin.UserId, reason));
        return Ok(removed, "Account removed");
    }
}
