using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// Replies where no model is configured or reachable: a few kind and honest sentences about the topic of a message.
/// Deterministic: the same message and turn give the same reply.
/// </summary>
internal static class OfflineCompanion
{
    private const int LongestTalk = 10_000;   // turns until the sentences repeat
    private const int HonestEvery = 5;        // turns between two sentences that say what is replying

    /// <summary>
    /// The reply to a message. <paramref name="turn"/> counts from 0 in a conversation; turn 0 says what is replying.
    /// </summary>
    public static string Answer(string message, int turn)
    {
        var at = Math.Max(0, turn) % LongestTalk;
        var words = OfflineWords.Of(MessageLanguage.Guess(message));
        var topic = TopicOf(message, words);
        var said = $"{topic.Reflections[at % topic.Reflections.Length]} {words.Openings[(at + message.Length) % words.Openings.Length]}";
        return at % HonestEvery == 0 ? $"{words.Honest[at / HonestEvery % words.Honest.Length]} {said}" : said;
    }

    private static OfflineTopic TopicOf(string message, OfflineWords words)
    {
        var said = PlainText.Words(message).ToHashSet(StringComparer.Ordinal);
        return words.Topics.FirstOrDefault(topic => topic.Words.Any(said.Contains)) ?? words.Anything;
    }
}
