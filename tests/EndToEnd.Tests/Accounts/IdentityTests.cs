using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Direct sign-in with Google and Apple.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private FakeOidc provider = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        provider = await FakeOidc.StartAsync();
        host = await HostProcess.StartAsync(provider.Settings);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Identity_opens_an_account_and_finds_it_again_by_its_subject()
    {
        var email = Person.NewEmail();
        var opened = (await SignInAsync("google", "g-1", email)).Should(HttpStatusCode.Created);
        var ada = Person.Of(host, email, opened);
        (await ada.MeAsync()).GetProperty("name").GetString().ShouldBe("Ada of OIDC");
        var again = (await SignInAsync("google", "g-1", Person.NewEmail())).Should(HttpStatusCode.OK);
        Person.Of(host, email, again).Id.ShouldBe(ada.Id, "the address at the provider may change");
        // Another provider that has verified the same address.
        Person.Of(host, email, (await SignInAsync("apple", "a-1", email)).Should(HttpStatusCode.OK)).Id.ShouldBe(ada.Id);
        (await ada.GetAsync("/api/auth/ways")).Json.GetProperty("identities").GetArrayLength().ShouldBe(2);
        (await SignInAsync("google", "g-2", null)).ShouldRefuse(HttpStatusCode.Forbidden, "identity_without_address");
    }

    [Fact]
    public async Task Replayed_forged_and_foreign_tokens_open_no_session()
    {
        var email = Person.NewEmail();
        var nonce = await NonceAsync();
        var token = provider.Token("replay", email, nonce);
        (await SendAsync("google", token, nonce)).Should(HttpStatusCode.Created);
        (await SendAsync("google", token, nonce)).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_nonce");
        (await SendAsync("google", token, await NonceAsync())).ShouldRefuse(HttpStatusCode.Unauthorized, "identity_rejected");
        var own = "a-nonce-that-no-host-issued";
        (await SendAsync("google", provider.Token("replay", email, own), own)).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_nonce");
        nonce = await NonceAsync();
        (await SendAsync("google", provider.Token("replay", email, nonce, "another-service"), nonce))
            .ShouldRefuse(HttpStatusCode.Unauthorized, "identity_rejected");
        using var forger = new OidcKey(provider.Key.Id);
        var forged = forger.Sign(FakeOidc.Claims("replay", email, nonce, TimeProvider.System.GetUtcNow()));
        (await SendAsync("google", forged, nonce)).ShouldRefuse(HttpStatusCode.Unauthorized, "identity_rejected");

        nonce = await NonceAsync();
        token = provider.Token("replay", email, nonce);
        var racing = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("google", token, nonce)));
        racing.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1, "of two requests with one token, one gets a session");
    }

    [Fact]
    public async Task Identity_is_linked_and_unlinked_and_one_way_stays()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        (await LinkAsync(ada, "google", "linked")).Should(HttpStatusCode.OK);
        Person.Of(host, ada.Email, (await SignInAsync("google", "linked", null)).Should(HttpStatusCode.OK)).Id.ShouldBe(ada.Id);
        (await ada.GetAsync("/api/users/me/export")).Json.GetProperty("ways_in").GetProperty("identities")[0].GetProperty("provider")
            .GetString().ShouldBe("google");
        (await LinkAsync(bo, "google", "linked")).ShouldRefuse(HttpStatusCode.Conflict, "identity_taken");
        (await LinkAsync(ada, "google", "another")).ShouldRefuse(HttpStatusCode.Conflict, "provider_linked");
        (await ada.DeleteAsync("/api/auth/ways/google")).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync("/api/auth/ways/google")).ShouldRefuse(HttpStatusCode.NotFound, "identity_not_linked");
        (await LinkAsync(bo, "google", "linked")).Should(HttpStatusCode.OK);

        var email = Person.NewEmail();
        var eve = Person.Of(host, email, (await SignInAsync("apple", "only", email)).Should(HttpStatusCode.Created));
        (await eve.DeleteAsync("/api/auth/ways/apple")).ShouldRefuse(HttpStatusCode.Conflict, "last_way_in");
    }

    private async Task<Reply> SignInAsync(string name, string subject, string? email)
    {
        var nonce = await NonceAsync();
        return await SendAsync(name, provider.Token(subject, email, nonce), nonce);
    }

    private async Task<Reply> LinkAsync(Person person, string name, string subject)
    {
        var nonce = await NonceAsync();
        return await person.PostAsync("/api/auth/ways", Body(name, provider.Token(subject, null, nonce), nonce));
    }

    private async Task<string> NonceAsync() => (await host.Anonymous.PostAsync("/api/auth/nonce")).Should(HttpStatusCode.Created)
        .Json.GetProperty("nonce").GetString()!;

    private Task<Reply> SendAsync(string name, string token, string nonce) =>
        host.Anonymous.PostAsync("/api/auth/identity", Body(name, token, nonce));

    private static JsonObject Body(string name, string token, string nonce) =>
        new() { ["provider"] = name, ["id_token"] = token, ["nonce"] = nonce };
}
