using XelaConnect.CrisisDetection.Tables;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>A topic: the words that name it, in small letters without accents, and the sentences about it.</summary>
internal sealed record OfflineTopic(string[] Words, string[] Reflections);

/// <summary>The sentences of <see cref="OfflineCompanion"/> in one language, from <c>Offline</c>.</summary>
internal sealed record OfflineTexts(
    string[] Introductions, string[] Questions, string[] Reflections, OfflineTopic[] Topics)
{
    private static readonly Dictionary<string, OfflineTexts> ByLanguage = MessageLanguage.All.ToDictionary(
        static language => language,
        static language => Parse(TableFile.Embedded(typeof(OfflineTexts).Assembly, $"offline/{language}.txt")));

    public static OfflineTexts Of(string language) => ByLanguage[language];

    /// <exception cref="FormatException">A line is malformed; the message names file and line.</exception>
    public static OfflineTexts Parse(TableFile file)
    {
        file.RequireSections("introductions", "questions", "reflections", "topics");
        return new OfflineTexts(
            Sentences("introductions"), Sentences("questions"), Sentences("reflections"),
            [.. file.Required("topics").Lines.Select(TopicOf)]);

        string[] Sentences(string section) => file.RequiredText(section).Split('\n');
    }

    private static OfflineTopic TopicOf(TableLine line)
    {
        var (words, reflections) = line.Pair();
        return new OfflineTopic([.. words.Split(' ').Select(line.PlainWord)], reflections.Split(" | "));
    }
}
