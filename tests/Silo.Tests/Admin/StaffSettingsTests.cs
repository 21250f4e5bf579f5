using Microsoft.Extensions.Configuration;
using XelaConnect.Grains.Admin;
using XelaConnect.Infrastructure.Admin;

namespace XelaConnect.Silo.Tests.Admin;

public sealed class StaffSettingsTests
{
    [Fact]
    public void Owner_addresses_are_compared_like_account_addresses()
    {
        var settings = Read(("Xela:Admin:Emails:0", " Root@Example.com "), ("Xela:Admin:Emails:1", "second@example.org"));
        settings.Names("root@example.COM").ShouldBeTrue();
        settings.Names("second@example.org").ShouldBeTrue();
        settings.Names("third@example.org").ShouldBeFalse();
        Read(("Xela:Admin:Emails", "root@example.com, second@example.org")).Names("second@example.org").ShouldBeTrue();
        Read().Emails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("root")]
    [InlineData("root@")]
    [InlineData("Root <root@example.com>")]
    [InlineData(" ")]
    public void Invalid_owner_address_fails_the_start_naming_the_key(string text) =>
        Should.Throw<SettingException>(() => Read(("Xela:Admin:Emails:0", "root@example.com"), ("Xela:Admin:Emails:1", text)))
            .Message.ShouldBe($"Xela:Admin:Emails must hold email addresses, not \"{text}\".");

    private static StaffSettings Read(params (string Key, string? Value)[] settings) => StaffSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build(), isDevelopment: false);
}
