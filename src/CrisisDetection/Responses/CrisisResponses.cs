namespace XelaConnect.CrisisDetection.Responses;

/// <summary>Replies at once to a message that suggests danger to life. People wrote the texts, no model did.</summary>
public static class CrisisResponses
{
    private const int MaxAcceptanceLength = 60;   // characters; a longer message is more than a yes

    /// <summary>In the signal's language; offers a safety plan. Country: ISO 3166, null where it is unknown.</summary>
    public static string For(CrisisSignal signal, string? country, bool hotlinesFirst = false)
    {
        var texts = ResponseTexts.Of(signal.Language);
        var response = signal.Kind == CrisisSignalKind.ThirdPerson ? texts.ThirdPersonResponse : texts.Response;
        return Fill(hotlinesFirst ? $"{ResponseTexts.Hotlines}.\n\n{response}" : response, texts, country);
    }

    /// <summary>Whether a message accepts the offered plan, in any of the languages.</summary>
    public static bool AcceptsSafetyPlan(string text)
    {
        if (text.Length > MaxAcceptanceLength) return false;
        var normalized = ResponseTexts.Normalize(text);
        return CrisisTables.Current.Responses.Values.Any(texts => texts.Acceptances.Contains(normalized));
    }

    /// <summary>A safety plan to fill in together, in a language (or English), with a country's hotlines.</summary>
    public static string SafetyPlan(string language, string? country)
    {
        var texts = ResponseTexts.Of(language);
        return Fill(texts.SafetyPlan, texts, country);
    }

    private static string Fill(string text, ResponseTexts texts, string? country)
    {
        var help = HotlineDirectory.For(country);
        var emergency = help.EmergencyNumber is { } number
            ? texts.EmergencyKnown.Replace(ResponseTexts.Number, number, StringComparison.Ordinal)
            : texts.EmergencyUnknown;
        var hotlines = string.Join(", ", help.Hotlines.Select(Describe));
        return text
            .Replace(ResponseTexts.Hotlines, hotlines, StringComparison.Ordinal)
            .Replace(ResponseTexts.Emergency, emergency, StringComparison.Ordinal);
    }

    private static string Describe(Hotline hotline) =>
        hotline.Contact == hotline.Name ? hotline.Contact : $"{hotline.Name}: {hotline.Contact}";
}
