using Microsoft.Extensions.Configuration;
using XelaConnect.Discovery;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Discovery;

/// <summary>What the parts of compatibility are worth, from the settings under <c>Xela:Matching</c>; whatever is not set is the product's own figure.</summary>
internal static class MatchingSettings
{
    private const string Root = "Xela:Matching";

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static MatchingWeights Read(IConfiguration configuration)
    {
        var usual = MatchingWeights.Default;
        var weights = new MatchingWeights(
            InterestEach: Points("InterestEach", usual.InterestEach),
            MaxInterests: Points("InterestsMost", usual.MaxInterests),
            BadgeSame: Points("BadgeSame", usual.BadgeSame),
            BadgeKindred: Points("BadgeKindred", usual.BadgeKindred),
            MaxAgePoints: Points("AgeMost", usual.MaxAgePoints),
            AgeYears: configuration.Number($"{Root}:AgeYears", 1, 100) ?? usual.AgeYears,
            City: Points("City", usual.City),
            CircleEach: Points("CircleEach", usual.CircleEach),
            MaxCirclePoints: Points("CirclesMost", usual.MaxCirclePoints),
            PriorityLead: Points("PriorityLead", usual.PriorityLead));
        return weights.Most <= 100 ? weights
            : throw new SettingException(
                $"{Root}:InterestsMost, {Root}:BadgeSame (or {Root}:BadgeKindred), {Root}:AgeMost, {Root}:City and {Root}:CirclesMost must together be at most 100, but are {weights.Most}.");

        int Points(string key, int otherwise) => configuration.Number($"{Root}:{key}", 0, 100) ?? otherwise;
    }
}
