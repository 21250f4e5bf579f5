using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Tests.Companion.Care;

/// <summary>The word by which a phrase is passed over without being tried is one that it cannot be without.</summary>
public sealed class PhraseTests
{
    private readonly Vocabulary vocabulary = new();

    [Theory]
    [InlineData("kill myself", "myself")]
    [InlineData("kill my? self", "self")]
    [InlineData("want to? (not | no longer) ~2 live", "live")]
    [InlineData("everyone (would be)? better|happier|freer without me|us", "without")]
    [InlineData("better|happier|freer me|us now?", "me us")]
    [InlineData("end it now?", "it")]
    public void What_a_phrase_needs_may_not_be_left_out(string line, string needs) =>
        PhraseOf(line).Needs.ShouldBe(needs.Split(' ').Select(vocabulary.NumberOf));

    [Theory]
    [InlineData("suicide")]
    [InlineData("goodbye all?")]
    [InlineData("i (am done | will jump)")]
    [InlineData("pills ~3 (tonight | to night)?")]
    public void A_phrase_that_needs_no_single_word_is_always_tried(string line) => PhraseOf(line).Needs.ShouldBeNull();

    private Phrase PhraseOf(string line) => new(Meaning.Explicit, "en", Firm: false, new PhraseParser(vocabulary, []).Parse(line, others: false), line);
}
