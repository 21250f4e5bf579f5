using XelaConnect.Subscriptions;

namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>The caller's tier (contract §3 "Wallet"), and what it is worth. No end: free, or for life.</summary>
internal sealed record SubscriptionJson(string Tier, DateTimeOffset? ExpiresAt, bool Renews, bool InGrace, PlanJson Plan)
{
    public static SubscriptionJson Of(SubscriptionView view) => new(view.Tier, view.ExpiresAt, view.Renews, view.InGrace, PlanJson.Of(view.Plan));
}
