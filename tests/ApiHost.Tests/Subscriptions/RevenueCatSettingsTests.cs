using Shouldly;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class RevenueCatSettingsTests
{
    [Theory]
    [InlineData("lifetime_elite")]
    [InlineData("gold")]
    public void A_product_stands_for_a_tier_that_is_sold(string tier)
    {
        var message = Should.Throw<SettingException>(() => RevenueCatEventsTests.Settings(("Products:gold:yearly", tier))).Message;
        message.ShouldContain("Xela:Payments:RevenueCat:Products:gold:yearly");
        message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("1000001")]
    [InlineData("many")]
    [InlineData("")]
    public void Pack_holds_a_whole_number_of_credits(string credits)
    {
        var message = Should.Throw<SettingException>(() => RevenueCatEventsTests.Settings(("CreditPacks:coins:small", credits))).Message;
        message.ShouldContain("Xela:Payments:RevenueCat:CreditPacks:coins:small");
        message.ShouldEndWith(".");
    }

    [Fact]
    public void Product_is_a_pack_or_opens_a_tier_and_not_both() =>
        Should.Throw<SettingException>(() => RevenueCatEventsTests.Settings(("CreditPacks:gold:monthly", "5"))).Message.ShouldContain("gold:monthly");

    [Fact]
    public void Only_the_secret_is_the_secret()
    {
        var settings = RevenueCatEventsTests.Settings(("WebhookSecret", " the secret "));
        settings.IsConfigured.ShouldBeTrue();
        settings.IsSecret("the secret").ShouldBeTrue();
        foreach (var other in (string[])["", "the secre", "the secret.", "The secret", "the  secret"]) settings.IsSecret(other).ShouldBeFalse(other);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_secret_nothing_is_one(string? secret)
    {
        var settings = RevenueCatEventsTests.Settings(("WebhookSecret", secret));
        settings.IsConfigured.ShouldBeFalse();
        settings.IsSecret(secret ?? "").ShouldBeFalse();
    }
}
