using Microsoft.Extensions.Configuration;
using Shouldly;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Plans;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Plans;

public sealed class PlanSettingsTests
{
    private const string Key = "Xela:Plans:Free:Circles";

    [Fact]
    public void The_free_tier_holds_three_circles_unless_a_setting_says_otherwise()
    {
        Read(null).CirclesOf(Tiers.Free).ShouldBe(3);
        Read("5").CirclesOf(Tiers.Free).ShouldBe(5);
    }

    [Fact]
    public void Other_tiers_have_no_limit() => Read("5").CirclesOf("premium").ShouldBeNull();

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("three")]
    public void A_wrong_setting_is_named(string value) => Should.Throw<SettingException>(() => Read(value)).Message.ShouldContain(Key);

    private static PlanSettings Read(string? value) =>
        PlanSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(Key, value)]).Build());
}
