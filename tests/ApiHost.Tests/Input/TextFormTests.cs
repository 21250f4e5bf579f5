using System.Text;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class TextFormTests
{
    [Fact]
    public void Characters_are_counted_as_scalar_values()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            var length = random.Next(0, 300);
            TextForm.Length(TextSamples.Of(random, length)).ShouldBe(length);
        }
    }

    [Fact]
    public void Text_is_cut_between_characters()
    {
        var random = new Random(2);
        for (var i = 0; i < 1_000; i++)
        {
            var text = TextSamples.Of(random, random.Next(0, 60));
            var length = random.Next(0, 60);
            var cut = TextForm.Cut(text, length);
            text.ShouldStartWith(cut, Case.Sensitive);
            TextForm.Length(cut).ShouldBe(Math.Min(length, TextForm.Length(text)));
            TextForm.IsStorable(cut).ShouldBeTrue();
        }
    }

    [Fact]
    public void Text_is_storable_when_it_round_trips_UTF8_without_NUL()
    {
        var random = new Random(4);
        char[] units = ['a', 'é', '\0', '\ud83d', '\ude00', '\udfff', '\ud800', 'z'];
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => units[random.Next(units.Length)]));
            TextForm.IsStorable(text).ShouldBe(
                !text.Contains('\0', StringComparison.Ordinal) && Survives(strict, text), text.Length.ToString());
        }
    }

    private static bool Survives(UTF8Encoding strict, string text)
    {
        try
        {
            return strict.GetString(strict.GetBytes(text)) == text;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ADA.Lovelace+circles@Mail.Example.co.uk")]
    [InlineData("o'neil_99@ex-ample.org")]
    [InlineData("jürgen@bücher.example")]
    [InlineData("अनुच्छेद@डेटामेल.भारत")]
    public void Valid_email_address_is_accepted(string text) => TextForm.IsEmail(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@b@example.com")]
    [InlineData("ada lovelace@example.com")]
    [InlineData("ada@exa mple.com")]
    [InlineData(".ada@example.com")]
    [InlineData("ada.@example.com")]
    [InlineData("a..da@example.com")]
    [InlineData("ada@.example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@example-.com")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("ada,eve@example.com")]
    [InlineData("ada@exam\u200bple.com")]
    [InlineData("😀@example.com")]
    public void Invalid_email_address_is_rejected(string text) => TextForm.IsEmail(text).ShouldBeFalse();

    [Fact]
    public void Email_address_length_is_limited()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 61), 3)) + ".xyz";
        TextForm.IsEmail($"{new string('a', 64)}@{domain}").ShouldBeTrue();
        TextForm.IsEmail($"{new string('a', 65)}@{domain}").ShouldBeFalse();
        TextForm.IsEmail($"{new string('a', 64)}@{new string('e', 63)}.{domain}").ShouldBeFalse();
        TextForm.IsEmail($"a@{new string('d', 64)}.com").ShouldBeFalse();
    }

    [Theory]
    [InlineData("#1A2b3C", true)]
    [InlineData("#000000", true)]
    [InlineData("1A2B3C", false)]
    [InlineData("#1A2B3", false)]
    [InlineData("#1A2B3C4", false)]
    [InlineData("#1A2B3G", false)]
    [InlineData("red", false)]
    [InlineData("#１２３４５６", false)]
    public void Color_is_a_hash_and_six_hex_digits(string text, bool color) => TextForm.IsColor(text).ShouldBe(color);

    [Theory]
    [InlineData("https://example.com/a.png", true)]
    [InlineData("http://example.com/a.png", false)]
    [InlineData("https://example.com:8080/a?b=c#d", true)]
    [InlineData("HTTPS://example.com", true)]
    [InlineData("https://bücher.example/ü.png", true)]
    [InlineData("ftp://example.com/a.png", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:image/png;base64,AAAA", false)]
    [InlineData("//example.com/a.png", false)]
    [InlineData("/a.png", false)]
    [InlineData("example.com/a.png", false)]
    [InlineData("https://", false)]
    [InlineData("https://user:secret@example.com/", false)]
    [InlineData("https://example.com/a b.png", false)]
    [InlineData("https://example.com/\"onload=", false)]
    public void Picture_is_an_absolute_https_address(string text, bool address) => TextForm.IsHttpsAddress(text).ShouldBe(address);

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u2060")]
    [InlineData("\u0007")]
    [InlineData("\u202E")]
    [InlineData("\u00AD\uFE0F\u034F \u115F\u1160\uFFA0")]
    [InlineData("\U000E0041")]
    public void Invisible_text_is_rejected(string text)
    {
        TextForm.HasVisible(text).ShouldBeFalse();
        TextRule.Name.Refuses(text).ShouldBe(TextRule.NotVisible);
        TextRule.Prose(100).Refuses(text).ShouldBe(TextRule.NotVisible);
        TextRule.Prose(100).Refuses($"a{text}").ShouldBeNull("texts are kept as sent");
    }

    [Theory]
    [InlineData("Ada\u202Ecod")]
    [InlineData("\u2066Ada\u2069")]
    [InlineData("Ada\U000E0041")]
    [InlineData("Ada\nLovelace")]
    [InlineData("Ada\u2028Lovelace")]
    public void Name_that_affects_text_around_it_is_rejected(string name) => TextRule.Name.Refuses(name).ShouldBe(TextRule.NotStorable);

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("\u05D0\u05D3\u05D4\u200F")]
    [InlineData("\u0B95\u0BCD\u200D\u0BB7")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\u0301")]
    public void Name_of_any_script_is_accepted(string name) => TextRule.Name.Refuses(name).ShouldBeNull();

    [Fact]
    public void Quoted_text_cannot_reverse_its_sentence()
    {
        TextForm.Isolated("Ada").ShouldBe("Ada");
        TextForm.Isolated("Ada\u202Ecod\u2069").ShouldBe("\u2068Adacod\u2069");
        TextForm.OneLineOf("Ada\r\nLovelace\u0007").ShouldBe("Ada  Lovelace");
    }

    [Fact]
    public void Addresses_are_compared_composed_in_lower_case()
    {
        Ids.OfEmail("Caf\u00C9@example.org").ShouldBe(Ids.OfEmail("cafe\u0301@EXAMPLE.org"));
        TextForm.Composed("\u1100\u1161").ShouldBe("\uAC00");
    }

    [Fact]
    public void Rule_names_the_violation()
    {
        TextRule.Name.Refuses("Ada").ShouldBeNull();
        TextRule.Name.Refuses("a\0b").ShouldBe("contains characters that are not allowed");
        TextRule.Color.Refuses("#12345678").ShouldBe("must be a color like #1A2B3C");
        TextRule.Picture.Refuses("https://example.com/" + new string('a', Limits.Url)).ShouldBe("must be an https address");
        TextRule.Email.Refuses("nobody").ShouldBe("must be an email address");
    }
}
