using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>What there is to have, and what the caller has.</summary>
internal static class SubscriptionHandlers
{
    public static async Task<IResult> PlansAsync(IGrainFactory grains) => CachedResponse.Json(PlansJson.Of(await grains.Plans().GetAsync()));

    public static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains) =>
        TypedResults.Ok(SubscriptionJson.Of(await grains.Subscription(caller.UserId).GetAsync()));
}
