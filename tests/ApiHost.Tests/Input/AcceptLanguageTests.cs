using Microsoft.AspNetCore.Http;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Input;

public sealed class AcceptLanguageTests
{
    [Theory]
    [InlineData("de-DE,de;q=0.9", "de-DE,de;q=0.9")]
    [InlineData("  pt-BR ", "pt-BR")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void Header_is_passed_on(string header, string? read) => Of(header).ShouldBe(read);

    [Fact]
    public void Missing_header_is_null() => AcceptLanguage.Of(new DefaultHttpContext()).ShouldBeNull();

    [Fact]
    public void Header_of_the_maximum_length_is_passed_on()
    {
        var header = string.Join(",", Enumerable.Repeat("en-GB", 34))[..AcceptLanguage.MaxLength];
        Of(header).ShouldBe(header);
    }

    [Theory]
    [InlineData(195)]
    [InlineData(199)]
    [InlineData(200)]
    public void Longer_header_keeps_its_first_whole_tags(int firstLength)
    {
        var first = string.Join(",", Enumerable.Repeat("de-AT", 40))[..firstLength];
        var whole = first[..first.LastIndexOf(',')];
        Of(whole + ",fr-CA;q=0.8,en;q=0.7," + new string('x', 200)).ShouldStartWith(whole);
        var read = Of(whole + ",fr-CA;q=0.8,en;q=0.7," + new string('x', 200))!;
        read.Length.ShouldBeLessThanOrEqualTo(AcceptLanguage.MaxLength);
        read.ShouldNotEndWith(",");
        (whole + ",fr-CA;q=0.8,en;q=0.7,").ShouldStartWith(read + ",");
    }

    [Fact]
    public void Single_tag_over_the_maximum_is_dropped() => Of(new string('x', AcceptLanguage.MaxLength + 1)).ShouldBeNull();

    private static string? Of(string header)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = header;
        return AcceptLanguage.Of(http);
    }
}
