using XelaConnect.ApiHost.Payments;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>Routes of wallets and of Stripe's webhook.</summary>
internal static class WalletEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapWallet(this IEndpointRouteBuilder routes)
    {
        var wallet = routes.MapGroup("/api/wallet").WithTags("Wallet").RequireAuthorization();
        wallet.MapGet("", WalletHandlers.GetAsync)
            .WithName("GetWallet").WithSummary("The caller's credits.")
            .Produces<BalanceJson>().WithFaults(Status401Unauthorized);
        wallet.MapGet("/entries", WalletHandlers.EntriesAsync)
            .WithName("ListWalletEntries").WithSummary("Every change of the balance and why, newest first.")
            .WithQuery("cursor", "limit").Produces<EntriesJson>().WithFaults(
                Status400BadRequest, Status401Unauthorized);
        wallet.MapPost("/topup", WalletHandlers.TopUpAsync)
            .MembersOnly()
            .WithName("TopUpWallet").WithSummary("Buys credits by card.")
            .AcceptsBody(new TopUpRequest(100, "pm_1NXoqZ2eZvKYlo2C")).Produces<BalanceChangedJson>().Produces<BalanceChangedJson>(Status202Accepted)
            .WithFaults(
                Status400BadRequest, Status401Unauthorized, Status403Forbidden, Status402PaymentRequired, Status429TooManyRequests, Status503ServiceUnavailable);
        routes.MapPost("/api/boosts", WalletHandlers.BoostAsync).RequireAuthorization().WithTags("Wallet")
            .MembersOnly()
            .WithName("BuyBoost").WithSummary(
                "Buys priority visibility in discovery for some hours; a running boost is made longer.")
            .Produces<BoostedJson>(Status201Created).WithFaults(
                Status401Unauthorized, Status403Forbidden, Status402PaymentRequired);
        routes.MapPost("/api/xelatalks/sessions", WalletHandlers.AiSessionAsync).RequireAuthorization().WithTags("Wallet")
            .MembersOnly()
            .WithName("BuyAiSession").WithSummary("Buys more messages to Xela for today.")
            .Produces<AiSessionStartedJson>(Status201Created).WithFaults(
                Status401Unauthorized, Status403Forbidden, Status402PaymentRequired, Status409Conflict);
        routes.MapPost("/api/webhooks/stripe", StripeWebhook.ReceiveAsync).CalledByService().WithTags("Webhooks")
            .WithName("StripeWebhook").WithSummary(
                "Takes in what Stripe says of payments; signed by the header Stripe-Signature.")
            .AcceptsBody(new StripeEventRequest("evt_1NXoqZ2eZvKYlo2C", "charge.refunded", new(JsonDocument.Parse(
                """{ "id": "ch_1NXoqZ2eZvKYlo2C", "payment_intent": "pi_1NXoqZ2eZvKYlo2C", "amount": 1000, "amount_refunded": 1000, "refunded": true }""").RootElement)))
            .Produces<DoneJson>().WithFaults(Status400BadRequest, Status503ServiceUnavailable);
        return routes;
    }
}
