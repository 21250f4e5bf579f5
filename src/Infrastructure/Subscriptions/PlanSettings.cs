namespace XelaConnect.Infrastructure.Subscriptions;

internal static class PlanSettings
{
    private const string Root = "Xela:Plans";
    private const int Max = 1_000_000;

    public static Plans Read(IConfiguration configuration)
    {
        var defaults = Plans.Default;
        var plans = new Plans(
            [.. defaults.All.Select(plan => Read(configuration, plan))],
            CentsPerCredit: Number("CentsPerCredit", 1, 10_000, defaults.CentsPerCredit),
            TopUpFrom: Number("TopUp:From", 1, Max, defaults.TopUpFrom),
            TopUpTo: Number("TopUp:To", 1, Max, defaults.TopUpTo),
            AiSessionCredits: Number("AiSession:Credits", 1, Max, defaults.AiSessionCredits),
            AiSessionMessages: Number("AiSession:Messages", 1, 10_000, defaults.AiSessionMessages),
            BoostCredits: Number("Boost:Credits", 1, Max, defaults.BoostCredits),
            BoostHours: Number("Boost:Hours", 1, 24 * 365, defaults.BoostHours),
            ReferralCredits: Number("Referral:Credits", 0, Max, defaults.ReferralCredits),
            EliteAtConversions: Number("Referral:EliteAt", 1, Max, defaults.EliteAtConversions),
            EliteMonths: Number("Referral:EliteMonths", 1, 120, defaults.EliteMonths),
            LifetimeAtConversions: Number("Referral:LifetimeAt", 1, Max, defaults.LifetimeAtConversions),
            BillingGraceDays: Number("BillingGraceDays", 0, 90, defaults.BillingGraceDays));
        return plans.TopUpFrom <= plans.TopUpTo ? plans
            : throw new SettingException($"{Root}:TopUp:From must not be more than {Root}:TopUp:To ({plans.TopUpTo}), but is {plans.TopUpFrom}.");

        int Number(string key, int min, int max, int fallback) =>
            configuration.Number($"{Root}:{key}", min, max) ?? fallback;
    }

    private static Plan Read(IConfiguration configuration, Plan defaults)
    {
        var root = $"{Root}:{SectionOf(defaults.Tier)}";
        return defaults with
        {
            // An earned tier has no price.
            UsdPerMonth = defaults.UsdPerMonth is null ? null
                : configuration.Money($"{root}:UsdPerMonth", 10_000) ?? defaults.UsdPerMonth,
            Circles = configuration.Limit($"{root}:Circles", 1, Max, defaults.Circles),
            AiMessagesPerDay = configuration.Limit($"{root}:AiMessagesPerDay", 0, Max, defaults.AiMessagesPerDay),
            AllCourses = configuration.Flag($"{root}:AllCourses", defaults.AllCourses),
            AdvancedMatching = configuration.Flag($"{root}:AdvancedMatching", defaults.AdvancedMatching),
            PriorityVisibility = configuration.Flag($"{root}:PriorityVisibility", defaults.PriorityVisibility),
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
