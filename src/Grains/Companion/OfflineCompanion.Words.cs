namespace XelaConnect.Grains.Companion;

/// <summary>A topic: the words that name it, in small letters without accents, and the sentences about it.</summary>
internal sealed record OfflineTopic(string[] Words, string[] Reflections);

/// <summary>
/// The sentences of <see cref="OfflineCompanion"/> in one language. The first topic that a message names is taken.
/// </summary>
internal sealed partial record OfflineWords(string[] Honest, string[] Openings, OfflineTopic Anything, OfflineTopic[] Topics)
{
    public static OfflineWords Of(string language) => language switch
    {
        "es" => Spanish,
        "fr" => French,
        "de" => German,
        "pt" => Portuguese,
        _ => English,
    };

    private static OfflineTopic Topic(string words, params string[] reflections) => new(words.Split(' '), reflections);
}
