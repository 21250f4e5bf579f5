using System.ComponentModel.DataAnnotations;

namespace XelaConnect.ApiHost.Subscriptions;

// Requests. They are read field by field (see RevenueCatEvents), and stand here for the OpenAPI document.

/// <summary>Body of RevenueCat's webhook.</summary>
internal sealed record RevenueCatRequest(RevenueCatEventRequest Event);

/// <summary>What happened. Which fields are there depends on the type; there are more, which are not read.</summary>
internal sealed record RevenueCatEventRequest(
    [property: Length(1, Limits.EventId)] string Id,
    [property: Length(1, Limits.EventType)] string Type,
    [property: MaxLength(Limits.ForeignUserId)] string? AppUserId = null,
    [property: MaxLength(Limits.ForeignUserId)] string? OriginalAppUserId = null,
    [property: MaxLength(Limits.ForeignUserIds), ItemLength(Limits.ForeignUserId)] IReadOnlyList<string>? Aliases = null,
    [property: MaxLength(Limits.StoreText)] string? Environment = null,
    [property: MaxLength(Limits.StoreText)] string? ProductId = null,
    [property: MaxLength(Limits.StoreText)] string? NewProductId = null,
    [property: MaxLength(Limits.Entitlements), ItemLength(Limits.StoreText)] IReadOnlyList<string>? EntitlementIds = null,
    [property: Range(0, Limits.LastMillisecond)] long? PurchasedAtMs = null,
    [property: Range(0, Limits.LastMillisecond)] long? ExpirationAtMs = null,
    [property: Range(0, Limits.LastMillisecond)] long? EventTimestampMs = null,
    [property: Range(0, Limits.LastMillisecond)] long? GracePeriodExpirationAtMs = null,
    [property: MaxLength(Limits.StoreText)] string? OriginalTransactionId = null,
    [property: MaxLength(Limits.StoreText)] string? TransactionId = null,
    [property: MaxLength(Limits.StoreText)] string? CancelReason = null,
    [property: MaxLength(Limits.ForeignUserIds), ItemLength(Limits.ForeignUserId)] IReadOnlyList<string>? TransferredFrom = null,
    [property: MaxLength(Limits.ForeignUserIds), ItemLength(Limits.ForeignUserId)] IReadOnlyList<string>? TransferredTo = null);
