using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>The caller's tier (contract §3 "Wallet"), and what it is worth. No end: free, or for life.</summary>
internal sealed record SubscriptionJson(string Tier, DateTimeOffset? ExpiresAt, bool Renews, bool InGrace, PlanJson Plan)
{
    public static SubscriptionJson Of(SubscriptionView view) => new(view.Tier, view.ExpiresAt, view.Renews, view.InGrace, PlanJson.Of(view.Plan));
}

// Requests. They are read field by field (see RevenueCatEvents), and stand here for the OpenAPI document.

/// <summary>Body of RevenueCat's webhook.</summary>
internal sealed record RevenueCatRequest(RevenueCatEventRequest Event);

/// <summary>What happened. Which fields are there depends on the type; there are more, which are not read.</summary>
internal sealed record RevenueCatEventRequest(
    string Id,
    string Type,
    string? AppUserId = null,
    string? ProductId = null,
    string? NewProductId = null,
    IReadOnlyList<string>? EntitlementIds = null,
    long? PurchasedAtMs = null,
    long? ExpirationAtMs = null,
    long? EventTimestampMs = null,
    long? GracePeriodExpirationAtMs = null,
    string? OriginalTransactionId = null,
    string? CancelReason = null,
    IReadOnlyList<string>? TransferredFrom = null,
    IReadOnlyList<string>? TransferredTo = null);
