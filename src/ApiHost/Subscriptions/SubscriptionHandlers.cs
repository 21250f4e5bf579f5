namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>Handlers of plans and subscriptions.</summary>
internal static class SubscriptionHandlers
{
    public static async Task<IResult> PlansAsync(IGrainFactory grains) =>
        CachedResponse.Json(PlansJson.Of(await grains.Plans().GetAsync()));

    public static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(SubscriptionJson.Of(await grains.Subscription(caller.UserId).GetAsync()));
}
