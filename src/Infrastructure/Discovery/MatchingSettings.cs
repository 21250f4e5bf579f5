namespace XelaConnect.Infrastructure.Discovery;

internal static class MatchingSettings
{
    private const string Root = "Xela:Matching";

    public static MatchingWeights Read(IConfiguration configuration)
    {
        var defaults = MatchingWeights.Default;
        var weights = new MatchingWeights(
            InterestEach: Points("InterestEach", defaults.InterestEach),
            MaxInterests: Points("InterestsMost", defaults.MaxInterests),
            BadgeSame: Points("BadgeSame", defaults.BadgeSame),
            BadgeKindred: Points("BadgeKindred", defaults.BadgeKindred),
            MaxAgePoints: Points("AgeMost", defaults.MaxAgePoints),
            AgeYears: configuration.Number($"{Root}:AgeYears", 1, 100) ?? defaults.AgeYears,
            City: Points("City", defaults.City),
            CircleEach: Points("CircleEach", defaults.CircleEach),
            MaxCirclePoints: Points("CirclesMost", defaults.MaxCirclePoints),
            PriorityLead: Points("PriorityLead", defaults.PriorityLead));
        return weights.MaxTotal <= 100 ? weights
            : throw new SettingException(
                $"{Root}:InterestsMost, {Root}:BadgeSame (or {Root}:BadgeKindred), {Root}:AgeMost, {Root}:City and {Root}:CirclesMost "
                + $"must together be at most 100, but are {weights.MaxTotal}.");

        int Points(string key, int fallback) => configuration.Number($"{Root}:{key}", 0, 100) ?? fallback;
    }
}
