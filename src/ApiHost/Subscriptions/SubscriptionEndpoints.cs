namespace XelaConnect.ApiHost.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plans", PlansAsync).AllowAnonymous().WithTags("Wallet").WithName("GetPlans")
            .WithSummary("What each tier costs and entitles to, and what credits buy; works signed out.")
            .Produces<PlansJson>().Produces(Status304NotModified);
        routes.MapGet("/api/subscription", GetAsync).RequireAuthorization().WithTags("Wallet")
            .WithName("GetSubscription").WithSummary("The caller's tier, its end, and what it entitles to.")
            .Produces<SubscriptionJson>();
        routes.MapPost("/api/webhooks/revenuecat", RevenueCatWebhook.ReceiveAsync).CalledByService()
            .WithTags("Webhooks").WithName("TakeRevenueCatEvent")
            .WithSummary("RevenueCat tells what app stores sold. With its secret as the bearer; again, and in any "
                + "order, changes nothing.")
            .AcceptsBody(new RevenueCatRequest(new(
                "12345678-1234-1234-1234-123456789012", "INITIAL_PURCHASE", RouteDocs.SomeUser,
                ProductId: "premium_monthly", EntitlementIds: ["premium"], PurchasedAtMs: 1_767_225_600_000,
                ExpirationAtMs: 1_769_904_000_000, EventTimestampMs: 1_767_225_600_500)))
            .Produces<DoneJson>().WithFaults(Status401Unauthorized, Status503ServiceUnavailable);
    }

    private static async Task<IResult> PlansAsync(IGrainFactory grains) =>
        CachedResponse.Json(PlansJson.Of(await grains.Plans().GetAsync()));

    private static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(SubscriptionJson.Of(await grains.Subscription(caller.UserId).GetAsync()));
}
