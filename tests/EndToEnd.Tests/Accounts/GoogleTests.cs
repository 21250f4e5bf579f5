using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Sign-in with Google.</summary>
public sealed class GoogleTests : IAsyncLifetime
{
    private FakeGoogle google = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        google = await FakeGoogle.StartAsync();
        host = await HostProcess.StartAsync(google.Settings);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await google.DisposeAsync();
    }

    [Fact]
    public async Task Google_sign_in_opens_or_finds_the_account()
    {
        var email = Person.NewEmail();
        var opened = (await SignInAsync(email)).Should(HttpStatusCode.Created);
        var ada = Person.Of(host, email, opened);
        var me = await ada.MeAsync();
        me.GetProperty("name").GetString().ShouldBe(FakeGoogle.Name);
        me.GetProperty("picture").GetString().ShouldBe(FakeGoogle.Picture);
        me.GetProperty("email").GetString().ShouldBe(email);
        Person.Of(host, email, (await SignInAsync(email.ToUpperInvariant())).Should(HttpStatusCode.OK)).Id.ShouldBe(ada.Id);
        (await ada.PostAsync(
            "/api/auth/password", new JsonObject { ["current_password"] = "whatever", ["new_password"] = "a better password" }))
            .ShouldRefuse(HttpStatusCode.Conflict, "no_password");

        (await SignInAsync("rejected")).ShouldRefuse(HttpStatusCode.Unauthorized, "google_rejected");
        (await SignInAsync("no-email")).ShouldRefuse(HttpStatusCode.Unauthorized, "google_rejected");
        (await SignInAsync("")).Should(HttpStatusCode.BadRequest);
        (await SignInAsync("broken")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "google_unavailable")
            .Headers.ShouldContainKey("Retry-After");
        (await SignInAsync("no-json")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "google_unavailable");
        (await SignInAsync("slow")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "google_unavailable");

        await google.StopAsync();
        (await SignInAsync(email)).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "google_unavailable");
        await ada.MeAsync();
    }

    [Fact]
    public async Task Account_opened_by_a_stranger_belongs_to_the_Google_owner()
    {
        var stranger = await Person.SignUpAsync(host, "Squatter");
        await stranger.PutAsync(
            "/api/users/profile", new JsonObject {
            ["bio"] = "Not me", ["city"] = "Nowhere", ["age"] = 50, ["interests"] = new JsonArray("chess") });
        await using var device = await stranger.ConnectAsync();
        var second = await stranger.LogInAsync();

        var signedIn = (await SignInAsync(stranger.Email)).Should(HttpStatusCode.OK);
        signedIn.Json.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("password");
        var owner = Person.Of(host, stranger.Email, signedIn);
        owner.Id.ShouldBe(stranger.Id);
        var me = await owner.MeAsync();
        me.GetProperty("name").GetString().ShouldBe(FakeGoogle.Name);
        foreach (var field in (string[])["bio", "city", "age"]) me.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Null, field);
        me.GetProperty("interests").GetArrayLength().ShouldBe(0);

        (await stranger.GetAsync("/api/auth/me")).Should(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/api/auth/me")).Should(HttpStatusCode.Unauthorized);
        (await stranger.TryLogInAsync()).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await owner.GetAsync("/api/auth/sessions")).Json.GetProperty("sessions").GetArrayLength().ShouldBe(1);

        var again = (await SignInAsync(stranger.Email)).Should(HttpStatusCode.OK);
        again.Json.GetProperty("message").GetString().ShouldBe("Logged in successfully");
        await owner.MeAsync();
    }

    [Theory]
    [InlineData("before\r\nX-Injected: yes")]
    [InlineData("before\rafter")]
    [InlineData("before\nafter")]
    [InlineData("two words")]
    [InlineData("caf\u00E9")]
    [InlineData("\u007F")]
    [InlineData(null)]
    public async Task Malformed_session_id_is_rejected_before_the_provider_call(string? session)
    {
        var answer = (await SignInAsync(session ?? new string('a', 513))).Should(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["session_id"]);
        google.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Session_id_of_512_characters_reaches_the_provider()
    {
        var email = $"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 7))}.org".PadRight(512, 'g');
        (await SignInAsync(email)).ShouldRefuse(HttpStatusCode.Unauthorized, "google_rejected");
        google.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Invalid_session_ids_do_not_open_the_circuit_breaker()
    {
        for (var i = 0; i < 12; i++) (await SignInAsync("caf\u00E9")).Should(HttpStatusCode.BadRequest);
        (await SignInAsync(Person.NewEmail())).Should(HttpStatusCode.Created);
    }

    private Task<Reply> SignInAsync(string session) =>
        host.Anonymous.PostAsync("/api/auth/google", new JsonObject { ["session_id"] = session });
}
