using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Infrastructure.Accounts;
using XelaConnect.TestKit.Clients;

namespace XelaConnect.Silo.Tests.Accounts;

/// <summary>Which passkeys are believed. Every wrong one is refused with the same sentence.</summary>
public sealed class WebAuthnTests : IDisposable
{
    private const string Domain = "example.org", Origin = "https://app.example.org";
    private const string Challenge = "dGhpcyBpcyBhIGNoYWxsZW5nZSBvZiAzMiBieXRlcyE";
    private readonly SoftAuthenticator phone = new(Origin);
    private WebAuthn passkeys = Passkeys(new(Domain, [Origin], AcceptsLocalhost: false));

    public void Dispose() => phone.Dispose();

    [Fact]
    public async Task New_passkey_and_its_use_are_verified()
    {
        phone.Counter = 7;
        var made = (await MakeAsync()).Value!;
        (made.CredentialId, made.Counter, made.Challenge).ShouldBe((phone.CredentialId, 7u, Challenge));
        phone.Counter = 8;
        var used = (await UseAsync(made)).Value!;
        (used.Counter, used.Challenge).ShouldBe((8u, Challenge));
        passkeys.RelyingParty.Value.ShouldBe(new RelyingParty(Domain, "XelaConnect"));
    }

    [Fact]
    public async Task Another_origin_is_rejected()
    {
        var made = (await MakeAsync()).Value!;
        string[] origins =
            ["https://example.org", "https://app.example.org:8443", "http://app.example.org", "https://evil.org", "null", ""];
        foreach (var origin in origins)
        {
            phone.Origin = origin;
            (await MakeAsync()).Fault.ShouldBe(PasskeyFaults.Rejected, origin);
            (await UseAsync(made)).Fault.ShouldBe(PasskeyFaults.Rejected, origin);
        }
    }

    [Fact]
    public async Task Another_domain_is_rejected()
    {
        var made = (await MakeAsync()).Value!;
        phone.Domain = "app.example.org";
        (await MakeAsync()).Fault.ShouldBe(PasskeyFaults.Rejected);
        (await UseAsync(made)).Fault.ShouldBe(PasskeyFaults.Rejected);
    }

    [Fact]
    public async Task Unverified_user_is_rejected()
    {
        var made = (await MakeAsync()).Value!;
        phone.VerifiesUser = false;
        (await MakeAsync()).Fault.ShouldBe(PasskeyFaults.Rejected);
        (await UseAsync(made)).Fault.ShouldBe(PasskeyFaults.Rejected);
    }

    [Fact]
    public async Task Forged_signature_is_rejected()
    {
        var made = (await MakeAsync()).Value!;
        using var forger = new SoftAuthenticator(Origin) { UserHandle = "dXNlcg" };
        (await UseAsync(made, forger)).Fault.ShouldBe(PasskeyFaults.Rejected);
        // Signed for one challenge, sent with another.
        var signed = Assertion(phone.Get(RequestOptions()));
        var sent = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(signed.ClientData));
        var client = sent.Replace(Challenge[..4], "AAAA", StringComparison.Ordinal);
        (await passkeys.VerifyAsync(signed with { ClientData = Text(client) }, made.PublicKey)).Fault.ShouldBe(PasskeyFaults.Rejected);
        // What makes a passkey does not use it.
        client = sent.Replace("webauthn.get", "webauthn.create", StringComparison.Ordinal);
        (await passkeys.VerifyAsync(signed with { ClientData = Text(client) }, made.PublicKey)).Fault.ShouldBe(PasskeyFaults.Rejected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"webauthn.get","challenge":1,"origin":"https://app.example.org"}""")]
    [InlineData("""{"type":"webauthn.get","challenge":"?","origin":"https://app.example.org"}""")]
    public async Task Unreadable_client_data_is_rejected(string client)
    {
        var made = (await MakeAsync()).Value!;
        var signed = Assertion(phone.Get(RequestOptions())) with { ClientData = Text(client) };
        (await passkeys.VerifyAsync(signed, made.PublicKey)).Fault.ShouldBe(PasskeyFaults.Rejected);
    }

    [Fact]
    public async Task Cut_and_changed_bytes_are_rejected()
    {
        var created = phone.Create(CreationOptions());
        var made = (await passkeys.VerifyNewAsync(Attestation(created))).Value!;
        var (attestation, signed) = (Attestation(created), Assertion(phone.Get(RequestOptions())));
        var (statement, data) = (Base64Url.DecodeFromChars(attestation.Attestation), Base64Url.DecodeFromChars(signed.AuthenticatorData));
        for (var length = 0; length < statement.Length; length++)
            (await passkeys.VerifyNewAsync(attestation with { Attestation = Base64Url.EncodeToString(statement.AsSpan(0, length)) }))
                .Fault.ShouldBe(PasskeyFaults.Rejected, $"cut at {length}");
        for (var at = 0; at < data.Length; at++)
        {
            var changed = data.ToArray();
            changed[at] ^= 0x21;
            (await passkeys.VerifyAsync(signed with { AuthenticatorData = Base64Url.EncodeToString(changed) }, made.PublicKey))
                .Fault.ShouldBe(PasskeyFaults.Rejected, $"changed at {at}");
        }
    }

    [Fact]
    public async Task Deeply_nested_values_are_rejected_without_ending_the_process()
    {
        var made = (await MakeAsync()).Value!;
        // Arrays of one array each: recursion would need a frame for every byte.
        phone.Extensions = [.. Enumerable.Repeat((byte)0x81, 1_000_000), 0xF6];
        (await MakeAsync()).Fault.ShouldBe(PasskeyFaults.Rejected);
        (await UseAsync(made)).Fault.ShouldBe(PasskeyFaults.Rejected);
        byte[] deep = [0xA2, 0x61, (byte)'x', .. Enumerable.Repeat((byte)0x81, 1_000_000), 0xF6];
        var attestation = Attestation(phone.Create(CreationOptions())) with { Attestation = Base64Url.EncodeToString(deep) };
        (await passkeys.VerifyNewAsync(attestation)).Fault.ShouldBe(PasskeyFaults.Rejected);
    }

    [Fact]
    public async Task Extensions_of_the_authenticator_are_ignored()
    {
        var writer = new CborWriter();
        writer.WriteStartMap(1);
        writer.WriteTextString("credProtect");
        writer.WriteInt32(2);
        writer.WriteEndMap();
        phone.Extensions = writer.Encode();
        (await UseAsync((await MakeAsync()).Value!)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Statement_about_the_authenticator_is_not_read()
    {
        var created = phone.Create(CreationOptions());
        var bytes = Base64Url.DecodeFromChars(created["response"]!["attestationObject"]!.GetValue<string>());
        var text = Encoding.Latin1.GetString(bytes).Replace("dnone", "dtpmX", StringComparison.Ordinal);
        var attestation = Attestation(created) with { Attestation = Base64Url.EncodeToString(Encoding.Latin1.GetBytes(text)) };
        (await passkeys.VerifyNewAsync(attestation)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Host_without_a_domain_has_no_passkeys()
    {
        passkeys = Passkeys(new(null, [], AcceptsLocalhost: false));
        passkeys.RelyingParty.Fault.ShouldBe(PasskeyFaults.NotConfigured);
        (await MakeAsync()).Fault.ShouldBe(PasskeyFaults.NotConfigured);
    }

    [Fact]
    public async Task Any_port_of_localhost_is_accepted_in_development()
    {
        passkeys = Passkeys(Read(isDevelopment: true));
        (string, bool)[] origins =
        [
            ("http://localhost:5173", true), ("http://localhost", true), ("https://localhost:7000", true),
            ("http://localhost.evil.org", false), ("http://evil.org", false),
        ];
        foreach (var (origin, isAccepted) in origins)
        {
            (phone.Origin, phone.Domain) = (origin, "localhost");
            (await MakeAsync()).IsOk.ShouldBe(isAccepted, origin);
        }
    }

    [Fact]
    public void Domain_and_origin_follow_from_the_public_address()
    {
        ShouldBe(Read(), null, false);
        ShouldBe(Read(isDevelopment: true), "localhost", true);
        ShouldBe(Read(false, ("Xela:Http:PublicUrl", "https://example.org/api")), "example.org", false, "https://example.org");
        ShouldBe(
            Read(false, ("Xela:Http:PublicUrl", "https://api.example.org"), ("Xela:Mail:WebUrl", "https://app.example.org/")),
            "app.example.org", false, "https://app.example.org");
        ShouldBe(Read(false, ("Xela:Http:PublicUrl", "http://127.0.0.1:5000")), null, false);
        ShouldBe(
            Read(false, ("Xela:Http:PublicUrl", "https://api.example.org"), ("Xela:Passkeys:RelyingPartyId", "example.org"),
                ("Xela:Passkeys:Origins", "https://app.example.org, android:apk-key-hash:abc")),
            "example.org", false, "https://app.example.org", "android:apk-key-hash:abc");
        ShouldBe(Read(true, ("Xela:Passkeys:RelyingPartyId", "example.org")), "example.org", false);
    }

    [Theory]
    [InlineData("Xela:Passkeys:RelyingPartyId", "https://example.org")]
    [InlineData("Xela:Passkeys:RelyingPartyId", "Example.org")]
    [InlineData("Xela:Passkeys:RelyingPartyId", "10.0.0.1")]
    [InlineData("Xela:Passkeys:Origins:0", "https://evil.org")]
    [InlineData("Xela:Passkeys:Origins:0", "https://notexample.org")]
    [InlineData("Xela:Passkeys:Origins:0", "https://example.org/")]
    [InlineData("Xela:Passkeys:Origins:0", "example.org")]
    public void Invalid_setting_fails_the_start_naming_the_key(string key, string value) => Should.Throw<SettingException>(
        () => Read(false, ("Xela:Passkeys:RelyingPartyId", Domain), (key, value))).Message.ShouldContain(key.Replace(":0", ""));

    private Task<Outcome<NewPasskey>> MakeAsync() => passkeys.VerifyNewAsync(Attestation(phone.Create(CreationOptions())));

    private Task<Outcome<UsedPasskey>> UseAsync(NewPasskey made, SoftAuthenticator? authenticator = null) =>
        passkeys.VerifyAsync(Assertion((authenticator ?? phone).Get(RequestOptions())), made.PublicKey);

    private static PasskeyAttestation Attestation(JsonObject credential) =>
        new(Response(credential, "clientDataJSON"), Response(credential, "attestationObject"));

    private static PasskeyAssertion Assertion(JsonObject credential) => new(
        credential["id"]!.GetValue<string>(), Response(credential, "clientDataJSON"), Response(credential, "authenticatorData"),
        Response(credential, "signature"), Response(credential, "userHandle"));

    private static string Response(JsonObject credential, string field) => credential["response"]![field]!.GetValue<string>();

    private static JsonElement CreationOptions() => JsonSerializer.SerializeToElement(
        new { rp = new { id = Domain }, user = new { id = "dXNlci0x" }, challenge = Challenge });

    private static JsonElement RequestOptions() => JsonSerializer.SerializeToElement(new { rpId = Domain, challenge = Challenge });

    private static string Text(string client) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(client));

    private static WebAuthn Passkeys(PasskeySettings settings) => new(settings, NullLogger<WebAuthn>.Instance);

    private static PasskeySettings Read(bool isDevelopment = false, params (string Key, string? Value)[] settings) => PasskeySettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(s => s.Key).ToDictionary(s => s.Key, s => s.Last().Value)).Build(),
        isDevelopment);

    private static void ShouldBe(PasskeySettings settings, string? domain, bool acceptsLocalhost, params string[] origins)
    {
        (settings.Domain, settings.AcceptsLocalhost).ShouldBe((domain, acceptsLocalhost));
        settings.Origins.ShouldBe(origins);
    }
}
