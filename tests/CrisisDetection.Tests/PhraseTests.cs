using XelaConnect.CrisisDetection.Phrases;

namespace XelaConnect.CrisisDetection.Tests;

/// <summary>
/// A phrase is skipped where none of its required words occurs; so it must not be able to match without them.
/// </summary>
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
    public void Required_words_are_the_fewest_that_cannot_be_left_out(string phrase, string required) =>
        PhraseOf(phrase).RequiredWords.ShouldBe(required.Split(' ').Select(vocabulary.IdOf));

    [Theory]
    [InlineData("suicide")]
    [InlineData("goodbye all?")]
    [InlineData("i (am done | will jump)")]
    [InlineData("pills ~3 (tonight | to night)?")]
    public void Phrase_without_a_word_that_must_follow_requires_none(string phrase) =>
        PhraseOf(phrase).RequiredWords.ShouldBeNull();

    [Fact]
    public void Short_form_among_alternatives_is_the_word_it_stands_for()
    {
        vocabulary.AddShortForm("wil", ["will"]);
        ((Pattern.AnyOf)PhraseOf("wil|shall die").Sequence[0]).Words.ShouldBe([vocabulary.IdOf("will"), vocabulary.IdOf("shall")]);
    }

    private Phrase PhraseOf(string phrase)
    {
        var parser = new PhraseParser(vocabulary, new PhraseSets(vocabulary, []), gapsExcludeFirstPerson: false);
        return new Phrase(PhraseCategory.Explicit, "en", IsUnconditional: false, parser.Parse(phrase));
    }
}
