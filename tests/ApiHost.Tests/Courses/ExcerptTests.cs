using XelaConnect.ApiHost.Courses;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("## Only a heading\n", "")]
    [InlineData("Plain words.", "Plain words.")]
    [InlineData("## Why\n\nFirst one.\n\nSecond one.", "First one.")]
    [InlineData("# Why\r\n\r\nOver two\r\nlines.\r\n\r\nNext.", "Over two lines.")]
    [InlineData("## Why\nRight below it.", "Right below it.")]
    [InlineData("---\n\n#hashtags stay", "#hashtags stay")]
    [InlineData("He is *overlooked*, and **very _much_** so.", "He is overlooked, and very much so.")]
    [InlineData(
        "Use `the word` and [a link](https://example.com/a_b), not ![a picture](x.png).", "Use the word and a link, not a picture.")]
    [InlineData("> Said once.\n> Said twice.", "Said once. Said twice.")]
    [InlineData("- one\n- two\n1. three", "one two three")]
    [InlineData("2 * 3 and snake_case_words stay", "2 * 3 and snake_case_words stay")]
    public void Lead_is_the_first_paragraph_as_plain_text(string? markdown, string lead) => Excerpt.Of(markdown).ShouldBe(lead);

    [Fact]
    public void Long_lead_ends_after_a_whole_word()
    {
        var lead = Excerpt.Of(string.Join(' ', Enumerable.Repeat("word,", 100)));
        lead.Length.ShouldBeInRange(Excerpt.Max - 10, Excerpt.Max);
        lead.ShouldEndWith("word…");
    }

    [Fact]
    public void Lead_is_never_cut_inside_a_character()
    {
        for (var before = 0; before < 4; before++)
        {
            var lead = Excerpt.Of(new string('x', before) + string.Concat(Enumerable.Repeat("🌅", 1000)));
            lead.Length.ShouldBeLessThanOrEqualTo(Excerpt.Max);
            lead.ShouldNotContain("\ufffd");
            char.IsHighSurrogate(lead[^2]).ShouldBeFalse();
            lead.EndsWith("🌅…", StringComparison.Ordinal).ShouldBeTrue();
        }
    }
}
