using XelaConnect.CrisisDetection;
using XelaConnect.CrisisDetection.Output;
using XelaConnect.CrisisDetection.Tables;
using XelaConnect.CrisisDetection.Text;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Grains.Tests.Companion;

public sealed class OfflineCompanionTests
{
    private static readonly (string Message, string Language, string Honest)[] Messages =
    [
        ("I feel so lonely today", "en", "offline"),
        ("hoy me siento muy solo y triste", "es", "sin conexión"),
        ("je me sens seule ce soir", "fr", "hors ligne"),
        ("ich fühle mich heute so einsam", "de", "ohne Netz"),
        ("estou triste e não consigo dormir", "pt", "sem ligação"),
    ];

    [Fact]
    public void First_reply_names_the_offline_companion_in_the_language_of_the_message()
    {
        foreach (var (message, language, honest) in Messages)
        {
            MessageLanguage.Guess(message).ShouldBe(language);
            OfflineCompanion.ReplyTo(message, 0).ShouldContain(honest);
        }
    }

    [Fact]
    public void Repeated_message_gets_another_reply_on_another_turn_only()
    {
        foreach (var (message, _, _) in Messages)
            for (var turn = 0; turn < 20; turn++)
            {
                OfflineCompanion.ReplyTo(message, turn).ShouldNotBe(OfflineCompanion.ReplyTo(message, turn + 1));
                OfflineCompanion.ReplyTo(message, turn).ShouldBe(OfflineCompanion.ReplyTo(message, turn));
            }
    }

    [Fact]
    public void Reply_mentions_the_topic_of_the_message() =>
        OfflineCompanion.ReplyTo("my boss and my work are on my mind", 1).ShouldContain("ork");

    [Fact]
    public void Reply_is_neither_blocked_nor_a_crisis_signal()
    {
        foreach (var message in Corpus())
            for (var turn = 0; turn < 15; turn++)
            {
                var reply = OfflineCompanion.ReplyTo(message, turn);
                CrisisDetector.Detect(reply).ShouldBeNull(reply);
                var filter = new OutputFilter(null);
                (filter.Append(reply) + filter.Complete()).ShouldBe(reply);
            }
    }

    [Fact]
    public void Any_text_and_turn_gets_a_reply()
    {
        foreach (var message in (string[])["", "\ud800", new string('x', 4000), "🙂"])
            OfflineCompanion.ReplyTo(message, int.MaxValue).ShouldNotBeNullOrWhiteSpace();
        OfflineCompanion.ReplyTo("hello", -3).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("[topics]\nwork office", "xx.txt:8: “key = value” is expected here")]
    [InlineData("[topics]\nWork = Work can follow one home.", "xx.txt:8: “Work” is no word in small letters without accents")]
    [InlineData("[greetings]", "xx.txt:7: [greetings] is no section of this table")]
    [InlineData("", "xx.txt: the section [topics] is missing")]
    public void Malformed_text_is_reported(string text, string error)
    {
        const string Sentences = "[introductions]\nHere is Xela.\n[questions]\nWhat helps?\n[reflections]\nI am listening.\n";
        Should.Throw<FormatException>(() => OfflineTexts.Parse(TableFile.Parse("xx.txt", Sentences + text)))
            .Message.ShouldBe(error);
    }

    private static IEnumerable<string> Corpus() =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Companion", "corpus.tsv"))
        let cells = line.Split('\t')
        where cells is ["safe", _, "wellbeing", _]
        select cells[3];
}
