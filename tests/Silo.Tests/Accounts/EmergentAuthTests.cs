using System.Net;
using Microsoft.Extensions.Configuration;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Accounts;
using XelaConnect.Silo.Hosting;
using XelaConnect.Tests;

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
            registered.AddSingleton(SiloSettings.Read(new ConfigurationBuilder().Build(), isDevelopment: true, seed: false));
            EmergentAuth.AddTo(registered);
        });
        auth = services.GetRequiredService<IIdentityProvider>();
        Respond("""{"email":"ada@example.org","name":"Ada"}""");
    }

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task Session_id_is_sent_as_a_header()
    {
        (await auth.IdentifyAsync("session~1!")).Value.ShouldBe(new VouchedIdentity("ada@example.org", "Ada", null));
        provider.Requests.ShouldHaveSingleItem().Headers["X-Session-ID"].ShouldBe("session~1!");
    }

    [Theory]
    [InlineData("caf\u00E9")]
    [InlineData("a\r\nX-Injected: yes")]
    [InlineData("two words")]
    public async Task Session_ids_that_no_header_can_carry_are_not_sent_and_do_not_open_the_circuit_breaker(string session)
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
    [InlineData("""{"email":"\ud800@example.org"}""")]
    public async Task Unreadable_response_is_an_outage_for_the_person(string body)
    {
        Respond(body);
        (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
    }

    [Fact]
    public async Task Body_above_the_limit_is_not_read()
    {
        Respond($$"""{"email":"ada@example.org","name":"{{new string('x', 64 * 1024)}}"}""");
        (await auth.IdentifyAsync("good")).Fault.ShouldBe(AccountFaults.GoogleUnavailable);
    }

    [Fact]
    public async Task Body_that_never_ends_is_given_up_at_the_deadline()
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
