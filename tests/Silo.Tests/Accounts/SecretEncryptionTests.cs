using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using XelaConnect.Infrastructure.Accounts;

namespace XelaConnect.Silo.Tests.Accounts;

/// <summary>Secrets of authenticator apps at rest.</summary>
public sealed class SecretEncryptionTests : IDisposable
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Ada = "user-ada";
    private const string First = "the first key of this test, of 32 bytes and more";
    private const string Second = "the second key of this test, of 32 bytes too";
    private readonly string directory = Directory.CreateTempSubdirectory().FullName;
    private readonly FakeLogger<SecretEncryption> log = new();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Stored_form_hides_the_secret_and_is_readable_for_its_owner()
    {
        var encryption = Encryption(First);
        var stored = encryption.Encrypt(Ada, Secret);
        stored.ShouldStartWith("v1.");
        stored.ShouldNotContain(Secret);
        encryption.Encrypt(Ada, Secret).ShouldNotBe(stored);
        encryption.Decrypt(Ada, stored).ShouldBe(Secret);
        encryption.Decrypt("user-bo", stored).ShouldBeNull("rows cannot be exchanged");
        log.LatestRecord.Level.ShouldBe(LogLevel.Error);
        log.LatestRecord.Message.ShouldNotContain(stored);
    }

    [Fact]
    public void Plain_form_of_earlier_versions_is_readable()
    {
        Encryption(First).Decrypt(Ada, Secret).ShouldBe(Secret);
        Encryption(First).IsCurrent(Secret).ShouldBeFalse();
        Encryption(null).Decrypt(Ada, Secret).ShouldBe(Secret);
    }

    [Fact]
    public void Previous_key_is_readable_while_it_is_set()
    {
        var stored = Encryption(First).Encrypt(Ada, Secret);
        var replaced = Encryption(Second, First);
        replaced.Decrypt(Ada, stored).ShouldBe(Secret);
        replaced.IsCurrent(stored).ShouldBeFalse();
        replaced.IsCurrent(replaced.Encrypt(Ada, Secret)).ShouldBeTrue();
        Encryption(Second).Decrypt(Ada, stored).ShouldBeNull();
    }

    [Fact]
    public void Changed_form_is_unreadable()
    {
        var encryption = Encryption(First);
        var stored = encryption.Encrypt(Ada, Secret);
        string[] forms = [stored[..^4], $"{stored[..^4]}AAAA", stored[..20], "v1..", "v2" + stored[2..], "v1.x.y", $"{stored}!"];
        foreach (var changed in forms)
            encryption.Decrypt(Ada, changed).ShouldBeNull(changed);
    }

    [Fact]
    public void Embedded_host_makes_a_key_when_the_first_secret_needs_it()
    {
        var encryption = Encryption(null, null, directory);
        Directory.GetFiles(directory).ShouldBeEmpty();
        var stored = encryption.Encrypt(Ada, Secret);
        Directory.GetFiles(directory).Select(Path.GetFileName).ShouldBe(["encryption.key"]);
        Encryption(null, null, directory).Decrypt(Ada, stored).ShouldBe(Secret);
    }

    [Fact]
    public void Silo_of_a_cluster_without_a_key_stores_plain_secrets_and_warns()
    {
        var encryption = Encryption(null);
        log.LatestRecord.Level.ShouldBe(LogLevel.Warning);
        log.LatestRecord.Message.ShouldContain("Xela:Auth:EncryptionKey");
        encryption.Encrypt(Ada, Secret).ShouldBe(Secret);
        encryption.IsCurrent(Secret).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Xela:Auth:EncryptionKey")]
    [InlineData("Xela:Auth:PreviousEncryptionKey")]
    public void Short_key_fails_the_start_naming_the_setting(string key) => Should.Throw<SettingException>(
        () => EncryptionSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, "too short")]).Build()))
        .Message.ShouldBe($"{key} must be at least 32 bytes, as base64 or as text.");

    private SecretEncryption Encryption(string? key, string? previous = null, string? files = null) => new(
        EncryptionSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Xela:Auth:EncryptionKey", key), new("Xela:Auth:PreviousEncryptionKey", previous)]).Build()),
        files, log);
}
