using XelaConnect.ApiHost.Courses;
using XelaConnect.Infrastructure.Seed;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Plain words, a*b and snake_case.", "Plain words, a*b and snake_case.")]
    [InlineData("## A fence with a gate\n\nText.", "A fence with a gate\n\nText.")]
    [InlineData("He is *overlooked*, **very** and ***both***.", "He is overlooked, very and both.")]
    [InlineData("**Bold with _inner_ words**", "Bold with inner words")]
    [InlineData("1. First\n2. **Second**", "1. First\n2. Second")]
    [InlineData("- one\n* two\n  + three", "• one\n• two\n  • three")]
    [InlineData("> Quoted\n> twice", "Quoted\ntwice")]
    [InlineData("See [the page](https://example.com/a \"t\") now", "See the page (https://example.com/a) now")]
    [InlineData("![A lamp](https://example.com/a.png)", "A lamp")]
    [InlineData("I feel ___, because ___. Could you ___?", "I feel …, because …. Could you …?")]
    [InlineData("| Worn out | Helps |\n|---|:--:|\n| Body | *sleep*, food |", "Worn out: Helps\nBody: sleep, food")]
    [InlineData("Above\n\n---\n\nBelow\r\n\r\n\r\n\r\nEnd", "Above\n\nBelow\n\nEnd")]
    [InlineData("Use `code` and ~~not~~ this", "Use code and not this")]
    [InlineData("```\nfenced\n```", "fenced")]
    public void Signs_are_removed(string markdown, string plain) => PlainText.Of(markdown).ShouldBe(plain);

    [Fact]
    public void Starting_courses_have_no_sign_left()
    {
        foreach (var module in CourseFile.All().SelectMany(course => course.Content.Modules))
        {
            var text = PlainText.Of(module.Content)!;
            text.ShouldNotMatch(@"[*|`#]|__|\]\(|(^|\n)\s*(>|-{3}|[-+] )", module.Title);
            text.Length.ShouldBeGreaterThan(module.Content!.Length * 9 / 10, module.Title);
        }
    }

    [Fact]
    public void Hidden_content_stays_hidden() => PlainText.Of(null).ShouldBeNull();
}
