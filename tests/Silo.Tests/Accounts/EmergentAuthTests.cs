using System.Net;
using Microsoft.Extensions.Configuration;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Infrastructure.Accounts;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Silo.Tests.Accounts;

/// <summary>What the identity provider is sent, and what counts against its circuit breaker.</summary>
public sealed class EmergentAuthTests : IDisposable
{
    private readonly FakeHttp provider = new();
    private readonly IIdentityProvider auth;

    public EmergentAuthTests()
    {
        var services = provider.Build(EmergentAuth.Client, registered =>
        {
            registered.AddSingleton(
                SiloSettings.Read(
                new ConfigurationBuilder().AddInMemoryCollection(
                [new("Xela:Auth:EmergentSessionDataUrl", "http://identity.invalid/session")]).Build(), isDevelopment: true, seed: false));
            EmergentAuth.AddTo(registered);
        });
        auth = services.GetRequiredService<IIdentityProvider>();
        Respond("""{"email":"ada@example.org","name":"Ada"}""");
    }

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task Session_id_is_sent_as_a_header()
    {
        (await auth.IdentifyAsync("session~1!")).Value.ShouldBe(new ProviderIdentity("ada@example.org", "Ada", null));
        provider.Requests.ShouldHaveSingleItem().Headers["X-Session-ID"].ShouldBe("session~1!");
    }

    [Theory]
    [InlineData("caf\u00E9")]
    [InlineData("a\r\nX-Injected: yes")]
    [InlineData("two words")]
    public async Task Malformed_session_id_is_not_sent(string session)
    {
        for (var i = 0; i < 12; i++) (await auth.IdentifyAsync(session)).Fault.ShouldBe(AccountFaults.GoogleRejected);
        provider.Requests.ShouldBeEmpty();
        (await auth.IdentifyAsync("good")).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Rejected_sessions_do_not_open_the_circuit_breaker()
    {
        Respond("{}", 401);
        for (var i = 0; i < 20; i++) (await auth.IdentifyAsync("bad")).Fault.ShouldBe(AccountFaults.GoogleRejected);
        Respond("""{"email":"ada@example.org"}""");
        (await auth.IdentifyAsync("good")).IsOk.ShouldBeTrue();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Failing_provider_opens_the_circuit_breaker(int status)
    {
        Respond("{}", status);
        for (var i = 0; i < 15; i++) (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
        provider.Requests.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("""{"email":""")]
    public async Task Unreadable_response_is_an_outage(string body)
    {
        Respond(body);
        (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
    }

    [Theory]
    [InlineData("""{"email":"\ud800@example.org","name":"Ada"}""")]
    [InlineData("""{"email":"ada@localhost","name":"Ada"}""")]
    [InlineData("""{"email":"a da@example.org","name":"Ada"}""")]
    [InlineData("""{"email":5}""")]
    [InlineData("""[]""")]
    public async Task Address_outside_our_rules_is_rejected(string body)
    {
        Respond(body);
        (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleRejected);
    }

    [Theory]
    [InlineData("""Ada \ud800 Lovelace""", "Ada \uFFFD Lovelace")]
    [InlineData("""\udc00\udc00Ada""", "\uFFFD\uFFFDAda")]
    [InlineData("""\u0041\udc00""", "A\uFFFD")]
    [InlineData("""\ud83d\ude00 Ada""", "\U0001F600 Ada")]
    [InlineData("""\\ud800""", "\\ud800")]
    [InlineData("""Ada\u0000 \u202eLovelace\n""", "Ada Lovelace")]
    [InlineData("""\u200b\u3164""", "ada")]
    public async Task Name_is_adapted_to_our_rules(string name, string expected)
    {
        Respond($$"""{"email":"ada@example.org","name":"{{name}}"}""");
        (await auth.IdentifyAsync("good")).Value!.Name.ShouldBe(expected);
    }

    [Fact]
    public async Task Long_name_is_cut_between_text_elements()
    {
        const string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
        Respond($$"""{"email":"ada@example.org","name":"{{new string('x', 78)}}{{family}}"}""");
        (await auth.IdentifyAsync("good")).Value!.Name.ShouldBe(new string('x', 78));
        Respond($$"""{"email":"ada@example.org","name":"x{{string.Concat(Enumerable.Repeat("\u0301", 100))}}"}""");
        TextForm.Length((await auth.IdentifyAsync("good")).Value!.Name).ShouldBe(80);
    }

    [Theory]
    [InlineData("http://example.org/ada.png", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://example.org/ada.png", "https://example.org/ada.png")]
    public async Task Picture_is_an_https_address_or_none(string picture, string? expected)
    {
        Respond($$"""{"email":"ada@example.org","name":"Ada","picture":"{{picture}}"}""");
        (await auth.IdentifyAsync("good")).Value!.Picture.ShouldBe(expected);
    }

    [Fact]
    public async Task Google_sign_in_without_address_is_not_configured()
    {
        using var unset = new FakeHttp();
        var services = unset.Build(EmergentAuth.Client, registered =>
        {
            registered.AddSingleton(SiloSettings.Read(new ConfigurationBuilder().Build(), isDevelopment: false, seed: false));
            EmergentAuth.AddTo(registered);
        });
        (await services.GetRequiredService<IIdentityProvider>().IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleNotConfigured);
        unset.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Body_over_the_limit_is_not_read()
    {
        Respond($$"""{"email":"ada@example.org","name":"{{new string('x', 64 * 1024)}}"}""");
        (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
    }

    [Fact]
    public async Task Endless_body_is_abandoned_at_the_deadline()
    {
        provider.Respond = _ => Task.FromResult(provider.WithoutEnd());
        var asked = auth.IdentifyAsync("good");
        await provider.AdvanceAsync(TimeSpan.FromSeconds(2));
        asked.IsCompleted.ShouldBeFalse();
        await provider.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await asked.WaitAsync(Until.Patience)).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
    }

    private void Respond(string body, int status = 200) =>
        provider.Respond = _ => Task.FromResult(FakeHttp.Json(body, (HttpStatusCode)status));
}
