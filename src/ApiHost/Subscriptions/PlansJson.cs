using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Http;
using XelaConnect.Subscriptions;

namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>What is for sale (contract §3 "Wallet").</summary>
internal sealed record PlansJson(IReadOnlyList<PlanJson> Plans, CreditsJson Credits, BoostOfferJson Boost, AiSessionOfferJson AiSession)
{
    public static PlansJson Of(Plans plans) => new(
        [.. plans.All.Select(PlanJson.Of)],
        new CreditsJson(plans.CentsPerCredit / 100m, plans.TopUpFrom, plans.TopUpTo),
        new BoostOfferJson(plans.BoostCredits, plans.BoostHours),
        new AiSessionOfferJson(plans.AiSessionCredits, plans.AiSessionMessages));
}

/// <summary>One tier. A price of 0 is free, none is not for sale.</summary>
internal sealed record PlanJson(string Tier, string Name, decimal? UsdPerMonth, EntitlementsJson Entitlements, PlanLimitsJson Limits)
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

/// <summary>What a tier opens.</summary>
internal sealed record EntitlementsJson(bool AllCourses, bool AdvancedMatching, bool PriorityVisibility);

/// <summary>How much a tier holds; null is no limit.</summary>
internal sealed record PlanLimitsJson(int? Circles, int? AiMessagesPerDay);

/// <summary>What a credit costs, and how many one top-up may buy.</summary>
internal sealed record CreditsJson(decimal UsdPerCredit, int TopUpFrom, int TopUpTo);

/// <summary>What a boost costs in credits, and how long it lasts.</summary>
internal sealed record BoostOfferJson(int Credits, int Hours);

/// <summary>What an AI session costs in credits, and how many messages it adds to its day.</summary>
internal sealed record AiSessionOfferJson(int Credits, int Messages);

/// <summary>Serializers of plans and subscriptions, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlansJson))]
[JsonSerializable(typeof(SubscriptionJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(RevenueCatRequest))]
internal sealed partial class SubscriptionsJson : JsonSerializerContext;
