using System.Text.Json.Serialization;
using XelaConnect.Referrals;

namespace XelaConnect.ApiHost.Referrals;

/// <summary>How the caller's code has done (contract endpoint 8).</summary>
internal sealed record ReferralJson(string ReferralCode, int ReferralsCount, int Conversions, int Pending, int CreditsEarned, string NextReward)
{
    // Contract §1 "Referral": what the 5th and the 10th conversion bring.
    private const int Elite = 5;
    private const int LifetimeElite = 10;

    public static ReferralJson Of(string code, ReferralView view) =>
        new(code, view.Referrals, view.Conversions, view.Pending, view.CreditsEarned, NextRewardAfter(view.Conversions));

    /// <summary>One sentence about what comes next.</summary>
    public static string NextRewardAfter(int conversions) => conversions switch
    {
        < Elite => $"{Friends(Elite - conversions)} until you get Elite for 3 months.",
        < LifetimeElite => $"{Friends(LifetimeElite - conversions)} until you get Elite for life.",
        _ => "You have earned every reward, thank you for bringing people together.",
    };

    private static string Friends(int count) => count == 1 ? "1 more friend" : $"{count} more friends";
}

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReferralJson))]
internal sealed partial class ReferralsJson : JsonSerializerContext;
