using Microsoft.Extensions.Configuration;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class HttpSettingsTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory().FullName;

    internal static HttpSettings Read(params (string Key, string Value)[] settings) =>
        HttpSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build());

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("Xela:Mode", "Sideways")]
    [InlineData("Xela:Auth:SigningKey", "too short")]
    [InlineData("Xela:Auth:SigningKey", "c2hvcnQ=")]
    [InlineData("Xela:Auth:PreviousSigningKey", "too short")]
    [InlineData("Xela:Http:Docs", "perhaps")]
    [InlineData("Xela:Limits:Enabled", "perhaps")]
    [InlineData("Xela:Limits:User:PerSecond", "-1")]
    [InlineData("Xela:Limits:SignIn:Burst", "0")]
    [InlineData("Xela:Http:CorsOrigins:0", "not an origin")]
    [InlineData("Xela:Http:CorsOrigins", "https://a.example/path")]
    [InlineData("Xela:Http:TrustedProxies:0", "10.0.0.0/99")]
    [InlineData("Xela:Http:PublicUrl", "api.example.org")]
    [InlineData("Xela:Http:PublicUrl", "https://api.example.org/?a=b")]
    [InlineData("Xela:Http:DrainSeconds", "21")]
    public void Invalid_setting_is_one_sentence_naming_the_key(string key, string value)
    {
        var good = ("Xela:Auth:SigningKey", TestHost.Key);
        var message = Should.Throw<SettingException>(() => key == good.Item1 ? Read((key, value)) : Read(good, (key, value))).Message;
        message.ShouldContain(key.Replace(":0", "", StringComparison.Ordinal));
        message.ShouldEndWith(".");
        message.ShouldNotContain('\n');
        if (key.Contains("SigningKey")) message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("Xela:Limits:Anonimous:Burst")]
    [InlineData("Xela:Auth:Pbkdf2Iterations")]
    [InlineData("Xela:Silo")]
    public void Unknown_setting_is_rejected_by_name(string key) =>
        Should.Throw<SettingException>(() => Read(("Xela:DataDirectory", directory), (key, "1")))
            .Message.ShouldBe($"{key} is not a setting of this version.");

    [Theory]
    [InlineData("xela:limits:anonymous:burst", "5")]
    [InlineData("Xela:Plans:LifetimeElite:Circles", "unlimited")]
    [InlineData("Xela:Payments:RevenueCat:Products:gold:yearly", "elite")]
    [InlineData("Xela:Http:CorsOrigins:1", "https://a.example")]
    [InlineData("Xela:Companion:ApiKey", "")]
    public void Settings_of_both_processes_are_known(string key, string value) => Read(("Xela:DataDirectory", directory), (key, value))
        .Embedded.ShouldBeTrue();

    [Fact]
    public void Cluster_requires_a_signing_key() =>
        Should.Throw<SettingException>(() => Read(("Xela:Mode", "Cluster"), ("ConnectionStrings:Postgres", "Host=db")))
            .Message.ShouldContain("Xela:Auth:SigningKey");

    [Fact]
    public void Cluster_requires_PostgreSQL() =>
        Should.Throw<SettingException>(() => Read(("Xela:Mode", "Cluster"), ("Xela:Auth:SigningKey", TestHost.Key)))
            .Message.ShouldContain("ConnectionStrings:Postgres");

    [Fact]
    public void Embedded_host_creates_an_owner_only_key_once()
    {
        var first = Read(("Xela:DataDirectory", Path.Combine(directory, "data"))).SigningKey.Bytes;
        Read(("Xela:DataDirectory", Path.Combine(directory, "data"))).SigningKey.Bytes.ShouldBe(first);
        first.Length.ShouldBe(32);
        var files = Directory.GetFiles(Path.Combine(directory, "data"));
        files.Select(Path.GetFileName).ShouldBe(["signing.key"]);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(files[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Concurrent_starts_agree_on_one_key()
    {
        var keys = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => Convert.ToHexString(Read(("Xela:DataDirectory", directory)).SigningKey.Bytes))));
        keys.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Unusable_key_file_fails_the_start_with_a_sentence()
    {
        File.WriteAllText(Path.Combine(directory, "signing.key"), "broken");
        Should.Throw<SettingException>(() => Read(("Xela:DataDirectory", directory))).Message.ShouldContain("Xela:DataDirectory");
        Should.Throw<SettingException>(() => Read(("Xela:DataDirectory", Path.Combine(directory, "signing.key", "below"))))
            .Message.ShouldContain("Xela:DataDirectory");
    }

    [Fact]
    public void Signing_key_is_base64_or_text()
    {
        Read(("Xela:Auth:SigningKey", Convert.ToBase64String(new byte[40]))).SigningKey.Bytes.ShouldBe(new byte[40]);
        Read(("Xela:Auth:SigningKey", TestHost.Key)).SigningKey.Bytes.ShouldBe(System.Text.Encoding.UTF8.GetBytes(TestHost.Key));
    }
}
