namespace XelaConnect.ApiHost.Privacy;

internal static class PrivacyEndpoints
{
    private const string Zip = "zip";
    private static readonly TextRule Format = TextRule.OneOf(["json", Zip]);

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/users").WithTags("Accounts").RequireAuthorization();
        me.MapGet("/me/export", ExportAsync).RequireRateLimiting(RateLimits.Export).WithName("ExportMe")
            .WithMetadata(new StreamedMetadata(), new LongRequestMetadata())
            .WithSummary("Everything that is held of the caller, as one JSON; with format=zip an archive of that and a "
                + "page to read.")
            .WithQuery("format").Produces<ExportJson>(Status200OK, "application/json", ExportResult.ZipType);
        me.MapDelete("/me", EraseAsync).SignInLimits().WithName("EraseMe")
            .WithSummary("Erases the caller in 30 days, and ends every session now. A sign-in until then keeps "
                + "the account.")
            .AcceptsOptionalBody(new EraseRequest("correct horse battery")).Produces<ErasureJson>()
            .WithFaults(Status403Forbidden, Status409Conflict);
        var receipts = routes.MapGroup("/api/receipts").WithTags("Accounts").AllowAnonymous();
        receipts.MapGet("/keys", (ReceiptSigner signer) => TypedResults.Ok(signer.Keys)).WithName("ListReceiptKeys")
            .WithSummary("The public keys of receipts, as a JSON Web Key Set.").Produces<ReceiptKeysJson>();
        receipts.MapGet("/{id}", ReceiptAsync).WithName("GetReceipt")
            .WithSummary("What was erased of a person who left, signed as a JSON Web Signature.")
            .Produces<ReceiptJson>();
    }

    private static async Task<IResult> EraseAsync(HttpContext http, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var password = input.OptionalPassword("password");
        var code = input.OptionalText("code", SecondFactorHandlers.Code);
        if (input.Refusal is { } refusal) return refusal;
        if (await grains.User(caller.UserId).GetAsync() is not { } user) return Refuse(AccountFaults.UnknownUser);

        var now = time.GetUtcNow();
        if (password is not null)
        {
            if (user.Email is null) return Refuse(AccountFaults.NoPassword);
            // The same check as at sign-in, with its limits and the second factor.
            var owner = await grains.Account(Ids.OfEmail(user.Email))
                .SignInAsync(new(Ids.NewOperation(now), password, RateLimits.OriginOf(http), code));
            if (owner.Fault == AccountFaults.InvalidCredentials) return Refuse(ErasureFaults.WrongPassword);
            if (!owner.IsOk) return Refuse(owner.Fault);
        }
        else if (!user.IsGuest && now - caller.Session.CreatedAt > Erasures.FreshSession)
            return Refuse(ErasureFaults.NotConfirmed);
        var planned = await grains.User(caller.UserId)
            .RequestErasureAsync(new(Operation.Of(http), Ids.New(Erasures.ReceiptKind, now)));
        return Ok(planned, erasure => new ErasureJson(
            "Your account will be erased. Sign in before then to keep it.", erasure.ErasesAt, erasure.ReceiptId));
    }

    private static async Task<IResult> ReceiptAsync(string id, IGrainFactory grains, ReceiptSigner signer) =>
        Ids.IsOf(Erasures.ReceiptKind, id) && await grains.Receipt(id).GetAsync() is { } receipt
            ? TypedResults.Ok(signer.Sign(ReceiptContentJson.Of(receipt))) : Refuse(ErasureFaults.UnknownReceipt);

    private static async Task<IResult> ExportAsync(
        HttpContext http, QueryInput query, CurrentUser caller, IGrainFactory grains,
        [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        var format = query.OptionalText("format", Format);
        if (query.Refusal is { } refusal) return refusal;
        return await grains.User(caller.UserId).GetAsync() is { } user
            ? new ExportResult(new PersonalExport(
                grains, user, caller.SessionId, RateLimits.OriginOf(http).Device, time.GetUtcNow()), format == Zip)
            : Refuse(AccountFaults.UnknownUser);
    }
}
