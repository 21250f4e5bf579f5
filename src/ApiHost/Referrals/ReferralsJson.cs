using AllPlans = XelaConnect.Subscriptions.Plans;

namespace XelaConnect.ApiHost.Referrals;

/// <summary>The figures of the caller's code.</summary>
internal sealed record ReferralJson(string ReferralCode, int ReferralsCount, int Conversions, int Pending, int CreditsEarned,
    string NextReward)
{
    public static ReferralJson Of(string code, ReferralView view, AllPlans plans) =>
        new(code, view.Referrals, view.Conversions, view.Pending, view.CreditsEarned, NextRewardAfter(view.Conversions, plans));

    /// <summary>One sentence about the next reward.</summary>
    public static string NextRewardAfter(int conversions, AllPlans plans)
    {
        // Elite for some months is no reward at or above the threshold of Elite for life.
        var elite = plans.EliteAtConversions < plans.LifetimeAtConversions ? plans.EliteAtConversions - conversions : 0;
        var lifetime = plans.LifetimeAtConversions - conversions;
        return elite > 0 ? $"{Counted(elite, "more friend")} until you get Elite for {Counted(plans.EliteMonths, "month")}."
            : lifetime > 0 ? $"{Counted(lifetime, "more friend")} until you get Elite for life."
            : "You have earned every reward, thank you for bringing people together.";
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

/// <summary>Serializers of referrals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReferralJson))]
internal sealed partial class ReferralsJson : JsonSerializerContext;
