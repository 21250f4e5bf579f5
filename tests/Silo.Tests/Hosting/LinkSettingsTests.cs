using Microsoft.Extensions.Configuration;
using XelaConnect.Grains.Feed;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Silo.Tests.Hosting;

public sealed class LinkSettingsTests
{
    [Fact]
    public void Unset_links_are_those_of_the_web_clients() => Read().ShouldBe(FeedLinks.Default);

    [Fact]
    public void Link_is_read() => Read(("Xela:Links:Chat", "/inbox?with={id}")).Chat.ShouldBe("/inbox?with={id}");

    [Theory]
    [InlineData("Xela:Links:Chat", "/chat")]
    [InlineData("Xela:Links:Chat", "/chat/{id}/{id}")]
    [InlineData("Xela:Links:Discover", "/discover/{id}")]
    [InlineData("Xela:Links:Discover", "https://example.com/discover")]
    [InlineData("Xela:Links:Discover", "/dis cover")]
    public void Malformed_link_names_its_key(string key, string value) =>
        Should.Throw<SettingException>(() => Read((key, value))).Message.ShouldStartWith($"{key} must be a path");

    private static FeedLinks Read(params (string Key, string Value)[] settings) => LinkSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
