using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// Replies where no model is configured or reachable: a few kind and honest sentences about the topic of a message.
/// Deterministic: the same message and turn give the same reply.
/// </summary>
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
