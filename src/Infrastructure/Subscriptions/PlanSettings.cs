using Microsoft.Extensions.Configuration;
using XelaConnect.ServiceDefaults;
using XelaConnect.Subscriptions;

namespace XelaConnect.Infrastructure.Subscriptions;

/// <summary>Plans, prices and rewards from the settings under <c>Xela:Plans</c>; whatever is not set is the contract's own figure.</summary>
internal static class PlanSettings
{
    private const string Root = "Xela:Plans";
    private const int Many = 1_000_000;

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static Plans Read(IConfiguration configuration)
    {
        var usual = Plans.Default;
        var plans = new Plans(
            [.. usual.All.Select(plan => Read(configuration, plan))],
            CentsPerCredit: Number("CentsPerCredit", 1, 10_000, usual.CentsPerCredit),
            TopUpFrom: Number("TopUp:From", 1, Many, usual.TopUpFrom),
            TopUpTo: Number("TopUp:To", 1, Many, usual.TopUpTo),
            AiSessionCredits: Number("AiSession:Credits", 1, Many, usual.AiSessionCredits),
            AiSessionMessages: Number("AiSession:Messages", 1, 10_000, usual.AiSessionMessages),
            BoostCredits: Number("Boost:Credits", 1, Many, usual.BoostCredits),
            BoostHours: Number("Boost:Hours", 1, 24 * 365, usual.BoostHours),
            ReferralCredits: Number("Referral:Credits", 0, Many, usual.ReferralCredits),
            EliteAtConversions: Number("Referral:EliteAt", 1, Many, usual.EliteAtConversions),
            EliteMonths: Number("Referral:EliteMonths", 1, 120, usual.EliteMonths),
            LifetimeAtConversions: Number("Referral:LifetimeAt", 1, Many, usual.LifetimeAtConversions),
            BillingGraceDays: Number("BillingGraceDays", 0, 90, usual.BillingGraceDays));
        return plans.TopUpFrom <= plans.TopUpTo ? plans
            : throw new SettingException($"{Root}:TopUp:From must not be more than {Root}:TopUp:To ({plans.TopUpTo}), but is {plans.TopUpFrom}.");

        int Number(string key, int least, int most, int otherwise) => configuration.Number($"{Root}:{key}", least, most) ?? otherwise;
    }

    private static Plan Read(IConfiguration configuration, Plan usual)
    {
        var root = $"{Root}:{SectionOf(usual.Tier)}";
        return usual with
        {
            // What is earned has no price that one could set.
            UsdPerMonth = usual.UsdPerMonth is null ? null : configuration.Money($"{root}:UsdPerMonth", 10_000) ?? usual.UsdPerMonth,
            Circles = configuration.Limit($"{root}:Circles", 1, Many, usual.Circles),
            AiMessagesPerDay = configuration.Limit($"{root}:AiMessagesPerDay", 0, Many, usual.AiMessagesPerDay),
            AllCourses = configuration.Flag($"{root}:AllCourses", usual.AllCourses),
            AdvancedMatching = configuration.Flag($"{root}:AdvancedMatching", usual.AdvancedMatching),
            PriorityVisibility = configuration.Flag($"{root}:PriorityVisibility", usual.PriorityVisibility),
        };
    }

    private static string SectionOf(string tier) => tier switch
    {
        Tiers.Free => "Free",
        Tiers.Premium => "Premium",
        Tiers.Elite => "Elite",
        Tiers.LifetimeElite => "LifetimeElite",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "A tier's settings have a section of their own."),
    };
}
