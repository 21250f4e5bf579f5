using System.Text;
using XelaConnect.CrisisDetection.Tests.Corpora;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.CrisisDetection.Tests;

public sealed class CrisisDetectorTests
{
    private const string Harmless = "We walked along the river and talked about the garden and the weather. ";

    private static IEnumerable<string> Explicit =>
        Corpus.Tuned.Where(message => message.IsDanger && message.Kind == "explicit").Select(message => message.Text);

    [Fact]
    public void Message_in_capitals_is_detected() => ShouldStayDetected(text => text.ToUpperInvariant());

    [Fact]
    public void Message_with_more_punctuation_is_detected() =>
        ShouldStayDetected(text => text.Replace(" ", " ... ", StringComparison.Ordinal) + "!!!?");

    [Fact]
    public void Message_without_accents_is_detected() => ShouldStayDetected(WithoutAccents);

    [Fact]
    public void Message_inside_three_thousand_harmless_characters_is_detected()
    {
        var padding = string.Concat(Enumerable.Repeat(Harmless, 3000 / Harmless.Length + 1));
        // Each message once, before or after, because the texts are long.
        ShouldStayDetected(text => text.Length % 2 == 0 ? $"{padding}{text}" : $"{text}. {padding}");
    }

    [Fact]
    public void Message_with_zero_width_characters_is_detected() =>
        ShouldStayDetected(text => string.Join('\u200b', text.AsEnumerable()));

    [Fact]
    public void Message_with_marks_on_every_letter_is_detected() => ShouldStayDetected(text =>
        string.Concat(text.Select(letter => char.IsLetter(letter) ? $"{letter}\u0335\u0301" : letter.ToString())));

    [Fact]
    public void Fullwidth_and_mathematical_letters_are_read_as_letters()
    {
        CrisisDetector.Detect("Ｉ ｗａｎｔ ｔｏ ｄｉｅ").ShouldNotBeNull();
        CrisisDetector.Detect("𝐈 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞").ShouldNotBeNull();
    }

    [Fact]
    public void Random_unicode_throws_nothing()
    {
        var random = new Random(7);
        for (var round = 0; round < 150; round++)
        {
            var text = new string([.. Enumerable.Range(0, 4000).Select(_ =>
                (char)(round % 2 == 0 ? random.Next(0x10000) : random.Next(0xD7F0, 0xE010)))]);
            Should.NotThrow(() => CrisisDetector.Detect(text));
            Should.NotThrow(() => MessageLanguage.Guess(text));
        }
        CrisisDetector.Detect("").ShouldBeNull();
    }

    [Theory]
    [InlineData("i want to ")]
    [InlineData("i ")]
    [InlineData("no not never want ")]
    [InlineData("my friend says he she who ")]
    [InlineData("took all the too many of my ")]
    [InlineData("a")]
    [InlineData("s u i c i d ")]
    [InlineData("years ago i tried to kill myself ")]
    [InlineData("die***!!!1")]
    public void Comparisons_for_repeated_text_grow_linearly(string unit)
    {
        CrisisDetector.Detect(string.Concat(Enumerable.Repeat(unit, 2000 / unit.Length)), out var half);
        var text = string.Concat(Enumerable.Repeat(unit, 4000 / unit.Length));
        CrisisDetector.Detect(text, out var comparisons);
        comparisons.ShouldBeLessThan(400 * 4000);
        comparisons.ShouldBeLessThan(half * 3 + 1000);
    }

    [Theory]
    [InlineData("I'm not saying I will kill myself but I think of it", true)]
    [InlineData("I'm not suicidal, just tired", false)]
    [InlineData("I don't want to live", true)]
    [InlineData("I don't want to live with my parents", false)]
    [InlineData("I can't promise I won't hurt myself", true)]
    [InlineData("I would never hurt myself", false)]
    [InlineData("Years ago I tried to kill myself. Now I want to kill myself again", true)]
    public void Negation_applies_to_its_phrase(string text, bool isDanger) =>
        (CrisisDetector.Detect(text) is not null).ShouldBe(isDanger);

    private static void ShouldStayDetected(Func<string, string> change)
    {
        var missed = Explicit.Select(change).Where(text => CrisisDetector.Detect(text) is null).ToArray();
        missed.ShouldBeEmpty();
    }

    // Invariant globalization normalizes nothing, so the test has a list of its own.
    private static string WithoutAccents(string text)
    {
        const string Marked = "áàâãäéèêëíîïóôõöúùûüçñÁÉ", Plain = "aaaaaeeeeiiioooouuuucnAE";
        var bare = new StringBuilder();
        foreach (var letter in text) bare.Append(Marked.IndexOf(letter) is >= 0 and var at ? Plain[at] : letter);
        return bare.ToString();
    }
}
