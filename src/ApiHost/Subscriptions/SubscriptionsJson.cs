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

/// <summary>Generated serializers of plans and subscriptions.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlansJson))]
[JsonSerializable(typeof(SubscriptionJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(RevenueCatRequest))]
internal sealed partial class SubscriptionsJson : JsonSerializerContext;
