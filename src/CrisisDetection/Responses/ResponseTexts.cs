using System.Text.RegularExpressions;

namespace XelaConnect.CrisisDetection.Responses;

internal sealed partial class ResponseTexts
{
    public const string Hotlines = "{hotlines}", Emergency = "{emergency}", Number = "{number}";

    public ResponseTexts(TableFile file)
    {
        file.RequireSections(
            "response", "third-person-response", "emergency", "emergency-unknown", "safety-plan", "acceptances",
            "output-blocked");
        Response = Text(file, "response", Hotlines, Emergency);
        ThirdPersonResponse = Text(file, "third-person-response", Hotlines, Emergency);
        EmergencyKnown = Text(file, "emergency", Number);
        EmergencyUnknown = Text(file, "emergency-unknown");
        SafetyPlan = Text(file, "safety-plan", Hotlines, Emergency);
        OutputBlocked = Text(file, "output-blocked");
        var acceptances = file.Required("acceptances").Lines.SelectMany(line => line.Text.Split(';'));
        Acceptances = [.. acceptances.Select(Normalize)];
    }

    public string Response { get; }
    public string ThirdPersonResponse { get; }
    public string EmergencyKnown { get; }
    public string EmergencyUnknown { get; }
    public string SafetyPlan { get; }
    public string OutputBlocked { get; }
    /// <summary>Normalized.</summary>
    public HashSet<string> Acceptances { get; }

    public static IReadOnlyDictionary<string, ResponseTexts> Embedded() => MessageLanguage.All.ToDictionary(
        language => language,
        language => new ResponseTexts(TableFile.Embedded($"responses/{language}.txt")),
        StringComparer.Ordinal);

    public static ResponseTexts Of(string language) =>
        CrisisTables.Current.Responses.GetValueOrDefault(language) ?? CrisisTables.Current.Responses["en"];

    /// <summary>Without spaces, so that "s'il te plaît" and "sil te plait" are the same.</summary>
    public static string Normalize(string text) => string.Concat(PlainText.Words(text));

    private static string Text(TableFile file, string section, params string[] placeholders)
    {
        var (heading, text) = (file.Required(section).Heading, file.RequiredText(section));
        foreach (var placeholder in placeholders)
            if (!text.Contains(placeholder, StringComparison.Ordinal))
                throw heading.Error($"[{section}] lacks {placeholder}");
        foreach (Match match in Placeholder().Matches(text))
            if (!placeholders.Contains(match.Value))
                throw heading.Error($"[{section}] has {match.Value}, which nothing stands for");
        return text;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
