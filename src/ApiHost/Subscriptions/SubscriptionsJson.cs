namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>Plans and prices.</summary>
internal sealed record PlansJson(
    IReadOnlyList<PlanJson> Plans, CreditsJson Credits, BoostOfferJson Boost, AiSessionOfferJson AiSession)
{
    public static PlansJson Of(Plans plans) => new(
        [.. plans.All.Select(PlanJson.Of)],
        new CreditsJson(plans.CentsPerCredit / 100m, plans.TopUpFrom, plans.TopUpTo),
        new BoostOfferJson(plans.BoostCredits, plans.BoostHours),
        new AiSessionOfferJson(plans.AiSessionCredits, plans.AiSessionMessages));
}

/// <summary>A plan. A price of 0 is free, null is not for sale.</summary>
internal sealed record PlanJson(
    string Tier, string Name, decimal? UsdPerMonth, EntitlementsJson Entitlements, PlanLimitsJson Limits)
{
    public static PlanJson Of(Plan plan) => new(
        plan.Tier, NameOf(plan.Tier), plan.UsdPerMonth,
        new EntitlementsJson(plan.AllCourses, plan.AdvancedMatching, plan.PriorityVisibility),
        new PlanLimitsJson(plan.Circles, plan.AiMessagesPerDay));

    private static string NameOf(string tier) => tier switch
    {
        Tiers.Free => "Free",
        Tiers.Premium => "Premium",
        Tiers.Elite => "Elite",
        Tiers.LifetimeElite => "Lifetime Elite",
        _ => tier,
    };
}

/// <summary>Entitlements of a plan.</summary>
internal sealed record EntitlementsJson(bool AllCourses, bool AdvancedMatching, bool PriorityVisibility);
/// <summary>Limits of a plan; null is no limit.</summary>
internal sealed record PlanLimitsJson(int? Circles, int? AiMessagesPerDay);
/// <summary>The price of a credit, and the limits of a top-up.</summary>
internal sealed record CreditsJson(decimal UsdPerCredit, int TopUpFrom, int TopUpTo);
/// <summary>Price and duration of a boost.</summary>
internal sealed record BoostOfferJson(int Credits, int Hours);
/// <summary>Price of an AI session, and the messages that it adds.</summary>
internal sealed record AiSessionOfferJson(int Credits, int Messages);

/// <summary>The caller's subscription. No end: free, or for life.</summary>
internal sealed record SubscriptionJson(
    string Tier, DateTimeOffset? ExpiresAt, bool Renews, bool InGrace, PlanJson Plan)
{
    public static SubscriptionJson Of(SubscriptionView view) =>
        new(view.Tier, view.ExpiresAt, view.Renews, view.InGrace, PlanJson.Of(view.Plan));
}

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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlansJson))]
[JsonSerializable(typeof(SubscriptionJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(RevenueCatRequest))]
internal sealed partial class SubscriptionsJson : JsonSerializerContext;
