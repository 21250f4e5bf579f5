using System.Text;
using XelaConnect.Grains.Companion.Care;

namespace XelaConnect.Grains.Tests.Companion.Care;

public sealed class DangerPropertyTests
{
    private const string Harmless = "We walked along the river and talked about the garden and the weather. ";

    private static IEnumerable<string> Explicit => Corpus.Tuned.Where(line => line.IsDanger && line.Kind == "explicit").Select(line => line.Text);

    [Fact]
    public void CapitalsChangeNothing() => StillFound(text => text.ToUpperInvariant());

    [Fact]
    public void MorePunctuationChangesNothing() => StillFound(text => text.Replace(" ", " ... ", StringComparison.Ordinal) + "!!!?");

    [Fact]
    public void AccentsLeftOutChangeNothing() => StillFound(Bare);

    [Fact]
    public void ThreeThousandHarmlessCharactersBeforeOrAfterChangeNothing()
    {
        var padding = string.Concat(Enumerable.Repeat(Harmless, 3000 / Harmless.Length + 1));
        StillFound(text => text.Length % 2 == 0 ? $"{padding}{text}" : $"{text}. {padding}");   // each message once, for time
    }

    [Fact]
    public void CharactersOfNoWidthBetweenLettersChangeNothing() => StillFound(text => string.Join('\u200b', text.AsEnumerable()));

    [Fact]
    public void MarksOnEveryLetterChangeNothing() => StillFound(text => string.Concat(text.Select(letter => char.IsLetter(letter) ? $"{letter}\u0335\u0301" : letter.ToString())));

    [Fact]
    public void WideAndMathematicalLettersAreReadAsLetters()
    {
        DangerDetector.Read("Ｉ ｗａｎｔ ｔｏ ｄｉｅ").ShouldNotBeNull();
        DangerDetector.Read("𝐈 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞").ShouldNotBeNull();
    }

    [Fact]
    public void AnyUnicodeIsReadWithoutAnException()
    {
        var random = new Random(7);
        for (var run = 0; run < 150; run++)
        {
            var text = new string([.. Enumerable.Range(0, 4000).Select(_ => (char)(run % 2 == 0 ? random.Next(0x10000) : random.Next(0xD7F0, 0xE010)))]);
            Should.NotThrow(() => DangerDetector.Read(text));
            Should.NotThrow(() => MessageLanguage.Of(text));
        }
        DangerDetector.Read("").ShouldBeNull();
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
    public void WorkGrowsWithLengthAndNothingElse(string unit)
    {
        DangerDetector.Read(string.Concat(Enumerable.Repeat(unit, 2000 / unit.Length)), out var half);
        var text = string.Concat(Enumerable.Repeat(unit, 4000 / unit.Length));
        DangerDetector.Read(text, out var steps);
        steps.ShouldBeLessThan(400 * 4000);
        steps.ShouldBeLessThan(half * 3 + 1000);
    }

    [Theory]
    [InlineData("I'm not saying I will kill myself but I think of it", true)]
    [InlineData("I'm not suicidal, just tired", false)]
    [InlineData("I don't want to live", true)]
    [InlineData("I don't want to live with my parents", false)]
    [InlineData("I can't promise I won't hurt myself", true)]
    [InlineData("I would never hurt myself", false)]
    [InlineData("Years ago I tried to kill myself. Now I want to kill myself again", true)]
    public void NegationBelongsToItsPhrase(string text, bool danger) => (DangerDetector.Read(text) is not null).ShouldBe(danger);

    private static void StillFound(Func<string, string> change)
    {
        var missed = Explicit.Select(change).Where(text => DangerDetector.Read(text) is null).ToArray();
        missed.ShouldBeEmpty();
    }

    // Invariant globalization normalizes nothing, so the test has its own list.
    private static string Bare(string text)
    {
        const string Marked = "áàâãäéèêëíîïóôõöúùûüçñÁÉ", Plain = "aaaaaeeeeiiioooouuuucnAE";
        var bare = new StringBuilder();
        foreach (var letter in text) bare.Append(Marked.IndexOf(letter) is >= 0 and var at ? Plain[at] : letter);
        return bare.ToString();
    }
}
