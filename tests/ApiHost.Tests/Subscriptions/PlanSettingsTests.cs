using Microsoft.Extensions.Configuration;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Infrastructure.Subscriptions;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class PlanSettingsTests
{
    [Fact]
    public void Unset_plan_figures_have_the_default_values()
    {
        var plans = PlanSettings.Read(With());
        plans.All.ShouldBe(Plans.Default.All);
        (plans with { All = [] }).ShouldBe(Plans.Default with { All = [] });
    }

    [Fact]
    public void Every_plan_figure_has_a_setting()
    {
        var plans = PlanSettings.Read(With(
            ("Free:Circles", "5"), ("Free:AiMessagesPerDay", "0"), ("Premium:UsdPerMonth", "7.50"), ("Premium:Circles", "40"),
            ("Premium:AiMessagesPerDay", "unlimited"), ("Premium:AllCourses", "true"),
            ("Elite:AdvancedMatching", "false"), ("LifetimeElite:PriorityVisibility", "false"), ("CentsPerCredit", "11"),
            ("TopUp:From", "12"), ("TopUp:To", "13"), ("AiSession:Credits", "14"),
            ("AiSession:Messages", "15"), ("Boost:Credits", "16"), ("Boost:Hours", "17"), ("Referral:Credits", "18"),
            ("Referral:EliteAt", "19"), ("Referral:EliteMonths", "20"), ("Referral:LifetimeAt", "21"),
            ("BillingGraceDays", "22")));
        (plans with { All = [] }).ShouldBe(new Plans([], 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22));
        plans.Of(Tiers.Free).ShouldBe(new Plan(Tiers.Free, 0m, 5, 0, false, false, false));
        plans.Of(Tiers.Premium).ShouldBe(new Plan(Tiers.Premium, 7.50m, 40, null, true, true, false));
        plans.Of(Tiers.Elite).ShouldBe(new Plan(Tiers.Elite, 19.99m, null, null, true, false, true));
        plans.Of(Tiers.LifetimeElite).ShouldBe(new Plan(Tiers.LifetimeElite, null, null, null, true, true, false));
    }

    [Theory]
    [InlineData("Free:Circles", "0")]
    [InlineData("Free:Circles", "-1")]
    [InlineData("Free:Circles", "three")]
    [InlineData("Free:AiMessagesPerDay", "many")]
    [InlineData("Premium:UsdPerMonth", "9.999")]
    [InlineData("Premium:UsdPerMonth", "-1")]
    [InlineData("Elite:UsdPerMonth", "free")]
    [InlineData("Elite:AllCourses", "perhaps")]
    [InlineData("CentsPerCredit", "0")]
    [InlineData("TopUp:From", "unlimited")]
    [InlineData("TopUp:From", "20000")]
    [InlineData("AiSession:Messages", "0")]
    [InlineData("Boost:Hours", "0")]
    [InlineData("Referral:EliteMonths", "121")]
    [InlineData("BillingGraceDays", "91")]
    public void Invalid_setting_fails_the_start_naming_the_key(string key, string value)
    {
        var message = Should.Throw<SettingException>(() => SiloSettings.Read(With((key, value)), isDevelopment: false, seed: false))
            .Message;
        message.ShouldContain($"Xela:Plans:{key}");
        message.ShouldEndWith(".");
        message.ShouldNotContain('\n');
    }

    private static IConfiguration With(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>($"Xela:Plans:{s.Key}", s.Value))).Build();
}
