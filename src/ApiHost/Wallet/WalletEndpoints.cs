using System.Text.RegularExpressions;

namespace XelaConnect.ApiHost.Wallet;

internal static partial class WalletEndpoints
{
    public static readonly TextRule CardToken = new(
        Limits.CardToken, CardTokenForm().IsMatch, "must be a Stripe payment method (pm_…) or token (tok_…)");

    public static void MapWallet(this IEndpointRouteBuilder routes)
    {
        var wallet = routes.MapGroup("/api/wallet").WithTags("Wallet").RequireAuthorization();
        wallet.MapGet("", GetAsync).WithName("GetWallet").WithSummary("The caller's credits.").Produces<BalanceJson>();
        wallet.MapGet("/entries", EntriesAsync).WithName("ListWalletEntries")
            .WithSummary("Every change of the balance and why, newest first.").WithQuery("cursor", "limit")
            .Produces<EntriesJson>();
        wallet.MapPost("/topup", TopUpAsync).MembersOnly().WithName("TopUpWallet").WithSummary("Buys credits by card.")
            .AcceptsBody(new TopUpRequest(100, "pm_1NXoqZ2eZvKYlo2C")).Produces<BalanceChangedJson>()
            .Produces<BalanceChangedJson>(Status202Accepted)
            .WithFaults(Status402PaymentRequired, Status429TooManyRequests, Status503ServiceUnavailable);
        routes.MapPost("/api/boosts", BoostAsync).RequireAuthorization().WithTags("Wallet").MembersOnly()
            .WithName("BuyBoost")
            .WithSummary("Buys priority visibility in discovery for some hours; a running boost is made longer.")
            .Produces<BoostedJson>(Status201Created).WithFaults(Status402PaymentRequired);
        routes.MapPost("/api/xelatalks/sessions", AiSessionAsync).RequireAuthorization().WithTags("Wallet")
            .MembersOnly().WithName("BuyAiSession").WithSummary("Buys more messages to Xela for today.")
            .Produces<AiSessionStartedJson>(Status201Created).WithFaults(Status402PaymentRequired, Status409Conflict);
        routes.MapPost("/api/webhooks/stripe", StripeWebhook.ReceiveAsync).CalledByService().WithTags("Webhooks")
            .WithName("StripeWebhook")
            .WithSummary("Takes in what Stripe says of payments; signed by the header Stripe-Signature.")
            .AcceptsBody(new StripeEventRequest("evt_1NXoqZ2eZvKYlo2C", "charge.refunded", new(JsonDocument.Parse("""
                {
                  "id": "ch_1NXoqZ2eZvKYlo2C", "payment_intent": "pi_1NXoqZ2eZvKYlo2C", "amount": 1000,
                  "amount_refunded": 1000, "refunded": true
                }
                """).RootElement)))
            .Produces<DoneJson>().WithFaults(Status503ServiceUnavailable);
    }

    private static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(new BalanceJson((await grains.Wallet(caller.UserId).GetAsync()).Credits));

    private static async Task<IResult> EntriesAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        return Ok(await grains.Wallet(caller.UserId).EntriesAsync(cursor, limit), EntriesJson.Of);
    }

    /// <summary>Reads the plans, whose limits belong to the errors of the input; the wallet checks again.</summary>
    private static async Task<IResult> TopUpAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var plans = await grains.Plans().GetAsync();
        var input = await JsonInput.ReadAsync(http);
        var credits = input.WholeNumber("credits", plans.TopUpFrom, plans.TopUpTo);
        var card = input.Text("stripe_token", CardToken);
        if (input.Refusal is { } refusal) return refusal;

        var paid = await grains.Wallet(caller.UserId).TopUpAsync(new(Operation.Of(http), credits, card));
        return OutcomeResults.Of(paid, payment =>
        {
            var (message, status) = payment.UnderWay
                ? ("Your payment is being confirmed. The credits are added as soon as it is.", Status202Accepted)
                : ("Credits added successfully", Status200OK);
            return TypedResults.Json(new BalanceChangedJson(message, payment.Credits), statusCode: status);
        });
    }

    private static async Task<IResult> BoostAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var bought = await grains.Wallet(caller.UserId).BoostAsync(new($"{Operation.Of(http)}/boost"));
        return Created(bought, boost => new BoostedJson("Boost started", new(boost.EndsAt), boost.Credits));
    }

    private static async Task<IResult> AiSessionAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var bought = await grains.Wallet(caller.UserId).AiSessionAsync(new($"{Operation.Of(http)}/ai-session"));
        return Created(bought, session => new AiSessionStartedJson(
            $"{session.Messages} more messages with Xela today", new(session.Messages, session.EndsAt), session.Credits));
    }

    [GeneratedRegex(@"^(pm|tok)_[A-Za-z0-9_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex CardTokenForm();
}
