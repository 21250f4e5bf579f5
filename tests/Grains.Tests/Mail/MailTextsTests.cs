using XelaConnect.Grains.Mail;
using XelaConnect.Mail;

namespace XelaConnect.Grains.Tests.Mail;

public sealed class MailTextsTests
{
    private const string Code = "7K2M9QXA", Link = "https://app.example.org/verify-email#email=a%2Bb%40example.org&code=7K2M9QXA";

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var language in Languages.All)
                foreach (var kind in MailKinds.All) all.Add(language, kind);
            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Every_mail_is_whole_in_every_language(string language, string kind)
    {
        var hasCode = MailKinds.HasCode(kind);
        var mail = MailTexts.Write(
            kind, language, "id", "ada@example.org", hasCode ? Code : null, hasCode ? Link : null);
        mail.Subject.ShouldNotBeNullOrWhiteSpace();
        mail.Html.ShouldContain($"<html lang=\"{language}\">");
        foreach (var text in (string[])[mail.Text, mail.Html])
        {
            text.ShouldNotContain("{");
            text.Contains(Code, StringComparison.Ordinal).ShouldBe(hasCode);
            text.Contains("30", StringComparison.Ordinal)
                .ShouldBe(hasCode || kind == MailKinds.ErasureRequested, "minutes of a code, or days to come back");
        }
        mail.Text.Contains(Link, StringComparison.Ordinal).ShouldBe(hasCode);
        mail.Html.Contains($"<a href=\"{Link.Replace("&", "&amp;", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
            .ShouldBe(hasCode);

        var withoutLink = MailTexts.Write(kind, language, "id", "ada@example.org", hasCode ? Code : null, null);
        withoutLink.Text.ShouldNotContain("http");
        withoutLink.Html.ShouldNotContain("href");
    }

    [Fact]
    public void Languages_say_different_things()
    {
        foreach (var kind in MailKinds.All)
            Languages.All.Select(language => MailTexts.Write(kind, language, "id", "a@b.org", null, null).Text).ShouldBeUnique();
        MailTexts.Write(MailKinds.EmailChanged, "xx", "id", "a@b.org", null, null).Language.ShouldBe(Languages.Default);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("ja", null)]
    [InlineData("PT-br,en;q=0.5", "pt")]
    [InlineData("ja, de-CH;q=0.9, en;q=0.8", "de")]
    public void Client_languages_choose_one_that_mails_have(string? header, string? language) =>
        Languages.Of(header).ShouldBe(language);
}
