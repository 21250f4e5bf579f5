using Microsoft.Extensions.Configuration;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Silo.Tests.Hosting;

/// <summary>Secrets become headers of outgoing requests, so their form is checked at start.</summary>
public sealed class SecretSettingsTests
{
    [Theory]
    [InlineData("Xela:Payments:Stripe:SecretKey", "sk_test_1\n")]
    [InlineData("Xela:Payments:Stripe:SecretKey", "sk test")]
    [InlineData("Xela:Companion:ApiKey", "key\r\nX-Injected: yes")]
    [InlineData("Xela:Video:ApiKey", "key\n")]
    [InlineData("Xela:Companion:ApiKey", "cl\u00E9")]
    public void Malformed_secret_is_rejected_without_being_shown(string key, string value)
    {
        var refused = Should.Throw<SettingException>(() => Read(key, value));
        refused.Message.ShouldContain(key);
        refused.Message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("Xela:Payments:Stripe:SecretKey", "sk_test_1")]
    [InlineData("Xela:Payments:Stripe:SecretKey", "")]
    [InlineData("Xela:Companion:ApiKey", "key-1")]
    public void Plain_secret_is_accepted(string key, string value) => Should.NotThrow(() => Read(key, value));

    private static SiloSettings Read(string key, string value) => SiloSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), isDevelopment: false, seed: false);
}
