namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>The phrase table of one language; "" for phrases of all languages.</summary>
internal sealed record PhraseFile(string Language, TableFile Table)
{
    public static IReadOnlyList<PhraseFile> Embedded() =>
        [Embedded("", "common"), .. MessageLanguage.All.Select(static language => Embedded(language, language))];

    private static PhraseFile Embedded(string language, string file) =>
        new(language, TableFile.Embedded($"phrases/{file}.txt"));
}
