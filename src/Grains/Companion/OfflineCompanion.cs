using XelaConnect.CrisisDetection.Tables;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>A few kind and honest sentences about the topic; the same message and turn give the same reply.</summary>
internal static class OfflineCompanion
{
    private const int MaxTurn = 10_000;        // turns until the sentences repeat
    private const int IntroductionEvery = 5;   // turns

    /// <summary>The reply to a message. Turns count from 0; the reply of turn 0 says what replies.</summary>
    public static string ReplyTo(string message, int turn)
    {
        turn = Math.Max(0, turn) % MaxTurn;
        var texts = OfflineTexts.Of(MessageLanguage.Guess(message));
        var reply = $"{At(ReflectionsOn(message, texts), turn)} {At(texts.Questions, turn + message.Length)}";
        return turn % IntroductionEvery == 0 ? $"{At(texts.Introductions, turn / IntroductionEvery)} {reply}" : reply;
    }

    private static string[] ReflectionsOn(string message, OfflineTexts texts)
    {
        var words = PlainText.Words(message).ToHashSet(StringComparer.Ordinal);
        var topic = texts.Topics.FirstOrDefault(topic => topic.Words.Any(words.Contains));
        return topic is null ? texts.Reflections : topic.Reflections;
    }

    private static string At(string[] sentences, int number) => sentences[number % sentences.Length];
}

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
