using Microsoft.Extensions.Configuration;
using XelaConnect.Discovery;
using XelaConnect.Infrastructure.Discovery;
using XelaConnect.Infrastructure.Hosting;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Discovery;

public sealed class MatchingSettingsTests
{
    [Fact]
    public void Unset_weights_have_the_default_values() => MatchingSettings.Read(With()).ShouldBe(MatchingWeights.Default);

    [Fact]
    public void Every_weight_has_a_setting() => MatchingSettings.Read(With(
            ("InterestEach", "1"), ("InterestsMost", "2"), ("BadgeSame", "3"), ("BadgeKindred", "4"), ("AgeMost", "5"), ("AgeYears", "6"),
            ("City", "7"), ("CircleEach", "8"), ("CirclesMost", "9"), ("PriorityLead", "10")))
        .ShouldBe(new MatchingWeights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

    [Theory]
    [InlineData("InterestEach", "-1")]
    [InlineData("InterestsMost", "101")]
    [InlineData("InterestsMost", "51")]
    [InlineData("BadgeKindred", "16")]
    [InlineData("AgeYears", "0")]
    [InlineData("City", "much")]
    [InlineData("PriorityLead", "101")]
    public void Invalid_setting_fails_the_start_naming_the_key(string key, string value)
    {
        var message = Should.Throw<SettingException>(() => SiloSettings.Read(With((key, value)), isDevelopment: false, seed: false))
            .Message;
        message.ShouldContain($"Xela:Matching:{key}");
        message.ShouldEndWith(".");
        message.ShouldNotContain('\n');
    }

    private static IConfiguration With(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>($"Xela:Matching:{s.Key}", s.Value))).Build();
}
