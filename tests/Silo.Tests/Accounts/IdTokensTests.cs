using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Infrastructure.Accounts;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Silo.Tests.Accounts;

/// <summary>Which ID tokens are believed. Every wrong one is refused with the same sentence.</summary>
public sealed class IdTokensTests : IDisposable
{
    private const string Nonce = "a-nonce-of-this-sign-in";
    private readonly FakeHttp provider = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly OidcKey first = new("first"), second = new("second");
    private readonly IIdTokens tokens;

    public IdTokensTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Xela:Auth:Google:ClientIds:0", FakeOidc.ClientId), new("Xela:Auth:Google:ClientIds:1", "another-client"),
            new("Xela:Auth:Google:Issuer", FakeOidc.Issuer), new("Xela:Auth:Google:KeysUrl", "http://identity.invalid/keys"),
        ]).Build();
        tokens = provider.Build(IdTokens.Client, services =>
        {
            services.AddKeyedSingleton<TimeProvider>(Clocks.Domain, clock);
            IdTokens.AddTo(services, OidcSettings.Read(configuration));
        }).GetRequiredService<IIdTokens>();
        Serve(first);
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    public void Dispose()
    {
        provider.Dispose();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Valid_token_proves_subject_and_verified_address()
    {
        var claims = Claims();
        claims["picture"] = "https://example.org/ada.png";
        (await VerifyAsync(first.Sign(claims))).Value.ShouldBe(new VerifiedIdentity(
            "google", "subject-1", "ada@example.org", "Ada of OIDC", "https://example.org/ada.png", Nonce));
        (await VerifyAsync(first.Sign(Claims("another-client")))).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Forged_token_is_rejected()
    {
        var claims = Claims();
        // Another key under the id of the provider's.
        using var forger = new OidcKey("first");
        await ShouldRejectAsync(forger.Sign(claims));
        await ShouldRejectAsync(second.Sign(claims));
        await ShouldRejectAsync(OidcKey.Token("none", null, claims, _ => []));
        await ShouldRejectAsync(OidcKey.Token("none", "first", claims, _ => []));
        // The public key as the secret of a MAC.
        await ShouldRejectAsync(OidcKey.Token("HS256", "first", claims, text => HMACSHA256.HashData(first.PublicKey, text)));
        var valid = first.Sign(claims).Split('.');
        var other = first.Sign(FakeOidc.Claims("subject-2", "bo@example.org", Nonce, Now)).Split('.');
        await ShouldRejectAsync($"{valid[0]}.{other[1]}.{valid[2]}");
        await ShouldRejectAsync($"{valid[0]}.{valid[1]}.");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AA.AA.AA")]
    public Task Text_that_is_no_token_is_rejected(string text) => ShouldRejectAsync(text);

    [Fact]
    public async Task Token_of_another_service_is_rejected()
    {
        await ShouldRejectAsync(first.Sign(Claims("another-service")));
        var several = Claims();
        several["aud"] = new JsonArray(FakeOidc.ClientId, "another-service");
        await ShouldRejectAsync(first.Sign(several));
        await ShouldRejectAsync(Without("aud"));
    }

    [Fact]
    public async Task Token_of_another_issuer_is_rejected()
    {
        var claims = Claims();
        claims["iss"] = "https://accounts.google.com.example.org";
        await ShouldRejectAsync(first.Sign(claims));
        await ShouldRejectAsync(Without("iss"));
    }

    [Fact]
    public async Task Token_with_another_nonce_is_rejected()
    {
        var claims = Claims();
        claims["nonce"] = "of-another-sign-in";
        await ShouldRejectAsync(first.Sign(claims));
        await ShouldRejectAsync(Without("nonce"));
        claims["nonce"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Nonce)));
        (await VerifyAsync(first.Sign(claims))).IsOk.ShouldBeTrue("Apple's clients hash it");
    }

    [Fact]
    public async Task Token_is_valid_in_its_time_only()
    {
        var token = first.Sign(Claims());
        clock.Advance(TimeSpan.FromMinutes(10.5));
        (await VerifyAsync(token)).IsOk.ShouldBeTrue("clocks differ by a minute");
        clock.Advance(TimeSpan.FromMinutes(1));
        await ShouldRejectAsync(token);
        var early = Claims();
        early["nbf"] = Now.AddMinutes(5).ToUnixTimeSeconds();
        await ShouldRejectAsync(first.Sign(early));
        await ShouldRejectAsync(Without("exp"));
    }

    [Fact]
    public async Task Address_counts_only_if_the_provider_verified_it()
    {
        foreach (var (claim, expected) in (IEnumerable<(JsonNode?, string?)>)[
            (true, "ada@example.org"), ("true", "ada@example.org"), (false, null), ("false", null), (null, null), (1, null)])
        {
            var claims = Claims();
            claims["email_verified"] = claim;
            (await VerifyAsync(first.Sign(claims))).Value!.Email.ShouldBe(expected, claim?.ToJsonString());
        }
        await ShouldRejectAsync(Without("sub"));
        (await VerifyAsync(Without("name"))).Value!.Name.ShouldBe("Someone new");
    }

    [Fact]
    public async Task New_key_is_read_once_a_token_names_it()
    {
        (await VerifyAsync(first.Sign(Claims()))).IsOk.ShouldBeTrue();
        Serve(second);
        await ShouldRejectAsync(second.Sign(Claims()));
        provider.Requests.Count.ShouldBe(1, "unknown keys do not make the host call at every request");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await VerifyAsync(second.Sign(Claims()))).IsOk.ShouldBeTrue();
        await ShouldRejectAsync(first.Sign(Claims()));
        provider.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Key_that_was_removed_ends_within_an_hour()
    {
        (await VerifyAsync(first.Sign(Claims()))).IsOk.ShouldBeTrue();
        Serve(second);
        clock.Advance(TimeSpan.FromHours(1));
        await ShouldRejectAsync(first.Sign(Claims()));
    }

    [Fact]
    public async Task Outage_of_the_provider_is_a_503_until_keys_are_known()
    {
        provider.Respond = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        (await VerifyAsync(first.Sign(Claims()))).Fault.ShouldBe(IdentityFaults.Unavailable);
        provider.Respond = _ => Task.FromResult(FakeHttp.Json("<html>"));
        (await VerifyAsync(first.Sign(Claims()))).Fault.ShouldBe(IdentityFaults.Unavailable);
        Serve(first);
        (await VerifyAsync(first.Sign(Claims()))).IsOk.ShouldBeTrue();
        provider.Respond = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        clock.Advance(TimeSpan.FromHours(2));
        (await VerifyAsync(first.Sign(Claims()))).IsOk.ShouldBeTrue("the last keys are used");
    }

    [Fact]
    public async Task Provider_without_a_client_id_is_not_configured() =>
        (await tokens.VerifyAsync(new("apple", first.Sign(Claims()), Nonce))).Fault.ShouldBe(IdentityFaults.NotConfigured);

    private JsonObject Claims(string audience = FakeOidc.ClientId) =>
        FakeOidc.Claims("subject-1", "ada@example.org", Nonce, Now, audience);

    private string Without(string claim)
    {
        var claims = Claims();
        claims.Remove(claim);
        return first.Sign(claims);
    }

    private void Serve(OidcKey key) => provider.Respond =
        _ => Task.FromResult(FakeHttp.Json(new JsonObject { ["keys"] = new JsonArray(key.Jwk()) }.ToJsonString()));

    private Task<Outcome<VerifiedIdentity>> VerifyAsync(string token) => tokens.VerifyAsync(new("google", token, Nonce));

    private async Task ShouldRejectAsync(string token) => (await VerifyAsync(token)).Fault.ShouldBe(IdentityFaults.Rejected);
}
