using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>What strangers can do to the sign-in of another person. They come from their own addresses behind a proxy.</summary>
public sealed class SignInAbuseTests : IAsyncLifetime
{
    private HostProcess host = null!;

    public async Task InitializeAsync() => host = await HostProcess.StartAsync(("Xela__Http__TrustedProxies", "127.0.0.1"));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Wrong_passwords_of_a_stranger_do_not_lock_out_the_owner()
    {
        var ada = await Person.SignUpAsync(host);
        for (var i = 0; i < 5; i++)
            (await LogInAsync(ada, "guess", "203.0.113.7")).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await LogInAsync(ada, "guess", "203.0.113.7"))
            .ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts").Headers.ShouldContainKey("Retry-After");
        (await LogInAsync(ada, Person.Password, "203.0.113.7")).ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts");
        (await LogInAsync(ada, Person.Password, "198.51.100.1")).Should(HttpStatusCode.OK);
        (await LogInAsync(ada, "guess", "203.0.113.7")).ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task Address_behind_two_proxies_is_the_one_the_first_proxy_saw()
    {
        var ada = await Person.SignUpAsync(host);
        for (var i = 0; i < 6; i++) await LogInAsync(ada, "guess", "203.0.113.9, 127.0.0.1");
        (await LogInAsync(ada, Person.Password, "203.0.113.9, 127.0.0.1"))
            .ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts");
        (await LogInAsync(ada, Person.Password, "198.51.100.2, 127.0.0.1")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Oldest_session_over_a_hundred_ends()
    {
        var ada = await Person.SignUpAsync(host);
        Person last = ada;
        for (var i = 0; i < 101; i++) last = await ada.LogInAsync();
        await Until.TrueAsync(async () => (await ada.GetAsync("/api/auth/me")).Status == HttpStatusCode.Unauthorized);

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await last.GetAsync($"/api/auth/sessions?limit=40{cursor}")).Should(HttpStatusCode.OK).Json;
            page.GetProperty("sessions").GetArrayLength().ShouldBeLessThanOrEqualTo(40);
            seen.AddRange(page.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);
        seen.Count.ShouldBe(100);
        seen.ShouldBeUnique();
        (await last.GetAsync("/api/auth/sessions")).Json.GetProperty("sessions").GetArrayLength().ShouldBe(20);
        (await last.GetAsync("/api/auth/sessions?cursor=nonsense")).Should(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Equivalent_unicode_passwords_and_addresses_match()
    {
        var email = $"caf\u00E9-{Guid.NewGuid():N}@example.org";
        var body = Person.SignUpBody(email);
        body["password"] = "cr\u00E8me br\u00FBl\u00E9e";
        (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created);
        var typed = new JsonObject { ["email"] = email.Replace("\u00E9", "e\u0301", StringComparison.Ordinal),
            ["password"] = "cre\u0300me bru\u0302le\u0301e" };
        (await host.Anonymous.PostAsync("/api/auth/login", typed)).Should(HttpStatusCode.OK);
        body["email"] = typed["email"]!.GetValue<string>();
        (await host.Anonymous.PostAsync("/api/auth/signup", body)).ShouldRefuse(HttpStatusCode.Conflict, "email_taken");
    }

    [Theory]
    [InlineData("\u200B\u2800")]
    [InlineData("Ada\u202Ecod")]
    [InlineData("\u3164")]
    [InlineData("XelaConnect Support")]
    [InlineData("\u0425ela")]
    public async Task Deceptive_name_is_rejected_everywhere(string name)
    {
        ShouldName(await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Person.NewEmail(), name)));
        var ada = await Person.SignUpAsync(host);
        ShouldName(await ada.PutAsync("/api/users/profile", new JsonObject { ["name"] = name }));
        ShouldName(await ada.PostAsync("/api/circles", Person.CircleBody(name)));
        var circle = await ada.CreateCircleAsync();
        ShouldName(await ada.PutAsync($"/api/circles/{circle}", new JsonObject { ["name"] = name }));
        (await ada.MeAsync()).GetProperty("name").GetString().ShouldBe("Ada");

        static void ShouldName(Reply reply) => reply.Should(HttpStatusCode.BadRequest).Json.GetProperty("errors")
            .TryGetProperty("name", out _).ShouldBeTrue(reply.Text);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u2060")]
    [InlineData("\u0007")]
    [InlineData("\u202E")]
    public async Task Invisible_message_is_rejected(string unseen)
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        (await ada.TryPostToCircleAsync(circle, unseen))
            .Should(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("message", out _).ShouldBeTrue();
        (await ada.PostToCircleAsync(circle, $"a{unseen}b")).Message.ShouldBe($"a{unseen}b");
        (await ada.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = unseen })).Should(HttpStatusCode.BadRequest);
        (await ada.PostAsync("/api/reflections", new JsonObject { ["prompt"] = "Today", ["content"] = unseen }))
            .Should(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("right/Europe/Lisbon")]
    [InlineData("posix/Europe/Lisbon")]
    [InlineData("Factory")]
    [InlineData("../etc/localtime")]
    public async Task Machine_dependent_time_zone_is_rejected(string zone)
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = zone }))
            .Should(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("time_zone", out _).ShouldBeTrue();
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = "Europe/Lisbon" })).Should(HttpStatusCode.OK);
    }

    private Task<Reply> LogInAsync(Person person, string password, string address) =>
        host.Anonymous.PostAsync(
            "/api/auth/login", new JsonObject { ["email"] = person.Email, ["password"] = password }, ("X-Forwarded-For", address));
}
