using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>What Xela says at once when words suggest danger: written by people, never by a model.</summary>
internal static class CareAnswers
{
    private const int LongestYes = 60;   // characters; a longer message says more than yes and is read as one

    // Compared without spaces, so that "s'il te plaît" and "sil te plait" are one.
    private static readonly Dictionary<string, HashSet<string>> Yes = new(StringComparer.Ordinal)
    {
        ["en"] = Words("yes|yes please|yeah|yep|yea|yup|ok|okay|sure|please|yes i would|yes id like that|i would like that|id like that|lets do it|lets make a plan|make a plan|plan please|a plan please|safety plan|safety plan please|yes lets|ok lets do it|yes make a plan|i want a plan|yes a plan|yes please lets make a plan|lets try"),
        ["es"] = Words("si|si por favor|si quiero|vale|claro|bueno|si vale|de acuerdo|si hagamoslo|hagamos un plan|plan por favor|un plan por favor|quiero un plan|el plan|si un plan|si gracias|dale"),
        ["fr"] = Words("oui|oui svp|oui sil te plait|oui sil vous plait|daccord|ok oui|oui je veux bien|je veux bien|volontiers|un plan sil te plait|le plan sil te plait|faisons un plan|oui un plan|oui merci|ouais|oui daccord"),
        ["de"] = Words("ja|ja bitte|ja gerne|gerne|ja gern|okay ja|in ordnung|plan bitte|einen plan bitte|ja einen plan|machen wir einen plan|ja machen wir|bitte|jo|ja klar|ja ok"),
        ["pt"] = Words("sim|sim por favor|sim quero|claro|pode ser|quero|vamos|vamos la|plano por favor|um plano por favor|vamos fazer um plano|quero um plano|sim um plano|sim obrigada|sim obrigado|ta bom|esta bem"),
    };

    /// <summary>
    /// The answer to a danger, in its language, with the lines of the country (ISO code; null: the directory).
    /// Ends with the offer of a small safety plan, which <see cref="AcceptsPlan"/> recognises the answer to.
    /// </summary>
    public static string For(Danger danger, string? country)
    {
        var words = CareWords.Of(danger.Language);
        var lines = Lines(words, country);
        return danger.Kind == DangerKind.ThirdPerson
            ? $"{words.ThanksForCaring} {words.BeWithThem} {words.AreTheySafe} {lines} {words.NotAlone} {words.OfferForThem}"
            : $"{words.Heard} {words.NotAShame} {words.SafeNow} {lines} {words.BeNear} {words.Offer}";
    }

    /// <summary>Whether a short message says yes to the offered plan, in any of the five languages.</summary>
    public static bool AcceptsPlan(string text)
    {
        if (text.Length > LongestYes) return false;
        var said = string.Concat(PlainWords.Of(text));
        return Yes.Values.Any(forms => forms.Contains(said));
    }

    /// <summary>A small plan to fill in together, in a language (others: English), with the lines of the country.</summary>
    public static string SafetyPlan(string language, string? country)
    {
        var words = CareWords.Of(language);
        var help = CrisisResources.For(country);
        var lines = string.Join(", ", help.Lines.Select(Line));
        var emergency = help.Emergency is null ? words.LocalEmergency : $"{words.Emergency} {help.Emergency}";
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, words.Plan, $"{lines}; {emergency}");
    }

    private static string Lines(CareWords words, string? country)
    {
        var help = CrisisResources.For(country);
        var emergency = help.Emergency is null ? words.LocalEmergency : $"{words.Emergency} {help.Emergency}";
        return $"{words.Talk} {string.Join(", ", help.Lines.Select(Line))}. {words.InDanger} {emergency}.";
    }

    private static string Line(CrisisLine line) => line.Contact == line.Name ? line.Contact : $"{line.Name}: {line.Contact}";

    private static HashSet<string> Words(string forms) => [.. forms.Replace(" ", "", StringComparison.Ordinal).Split('|')];
}
