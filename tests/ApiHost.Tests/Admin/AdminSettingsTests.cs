using Microsoft.Extensions.Configuration;
using XelaConnect.ApiHost.Admin;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Admin;

public sealed class AdminSettingsTests
{
    [Fact]
    public void Admin_addresses_are_compared_like_account_addresses()
    {
        var settings = Read(("Xela:Admin:Emails:0", " Root@Example.com "), ("Xela:Admin:Emails:1", "second@example.org"));
        settings.Names("root@example.COM").ShouldBeTrue();
        settings.Names("second@example.org").ShouldBeTrue();
        settings.Names("third@example.org").ShouldBeFalse();
        settings.IsEmpty.ShouldBeFalse();
        Read(("Xela:Admin:Emails", "root@example.com, second@example.org")).Names("second@example.org").ShouldBeTrue();
        Read().IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("root")]
    [InlineData("root@")]
    [InlineData("Root <root@example.com>")]
    [InlineData(" ")]
    public void Invalid_admin_address_fails_the_start_naming_the_key(string text) =>
        Should.Throw<SettingException>(() => Read(("Xela:Admin:Emails:0", "root@example.com"), ("Xela:Admin:Emails:1", text)))
            .Message.ShouldBe($"Xela:Admin:Emails must hold email addresses, not \"{text}\".");

    private static AdminSettings Read(params (string Key, string? Value)[] settings) =>
        AdminSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build());
}
