using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class RevenueCatSettingsTests
{
    [Theory]
    [InlineData("lifetime_elite")]
    [InlineData("gold")]
    public void Product_setting_must_name_a_sold_tier(string tier)
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
    public void Pack_setting_is_a_whole_number_of_credits(string credits)
    {
        var message = Should.Throw<SettingException>(() => RevenueCatEventsTests.Settings(("CreditPacks:coins:small", credits))).Message;
        message.ShouldContain("Xela:Payments:RevenueCat:CreditPacks:coins:small");
        message.ShouldEndWith(".");
    }

    [Fact]
    public void Product_cannot_be_both_pack_and_tier() =>
        Should.Throw<SettingException>(() => RevenueCatEventsTests.Settings(("CreditPacks:gold:monthly", "5")))
            .Message.ShouldContain("gold:monthly");

    [Fact]
    public void Webhook_secret_is_compared_exactly()
    {
        var settings = RevenueCatEventsTests.Settings(("WebhookSecret", " the secret "));
        settings.IsConfigured.ShouldBeTrue();
        settings.IsSecret("the secret").ShouldBeTrue();
        foreach (var other in (string[])["", "the secre", "the secret.", "The secret", "the  secret"])
            settings.IsSecret(other).ShouldBeFalse(other);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Unset_webhook_secret_matches_nothing(string? secret)
    {
        var settings = RevenueCatEventsTests.Settings(("WebhookSecret", secret));
        settings.IsConfigured.ShouldBeFalse();
        settings.IsSecret(secret ?? "").ShouldBeFalse();
    }
}
