using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Live;

[Collection(SharedHost.Name)]
public sealed class LiveSessionTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Log_out_disconnects_the_device()
    {
        var ada = await Person.SignUpAsync(host);
        await using var device = await ada.ConnectAsync();

        (await ada.PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK).Json.GetProperty("message").GetString()
            .ShouldBe("Logged out successfully");

        (await device.SessionEnded).ShouldBe("logout");
        await device.Closed;
        await ShouldBeDeadAsync(ada);
    }

    [Fact]
    public async Task Revoked_session_ends_alone()
    {
        var ada = await Person.SignUpAsync(host);
        var phone = await ada.LogInAsync();
        await using var here = await ada.ConnectAsync();
        await using var there = await phone.ConnectAsync();
        var sessions = (await phone.GetAsync("/api/auth/sessions")).Should(HttpStatusCode.OK).Json.GetProperty("sessions").EnumerateArray()
            .ToList();
        sessions.Count.ShouldBe(2);
        var current = sessions.Single(s => s.GetProperty("current").GetBoolean()).GetProperty("id").GetString();

        (await ada.DeleteAsync($"/api/auth/sessions/{current}")).Should(HttpStatusCode.OK);

        (await there.SessionEnded).ShouldBe("revoked");
        await there.Closed;
        await ShouldBeDeadAsync(phone);
        await ada.MeAsync();
        here.SessionEndedAlready().ShouldBeFalse();
    }

    [Fact]
    public async Task Password_change_ends_the_other_sessions_only()
    {
        var ada = await Person.SignUpAsync(host);
        var phone = await ada.LogInAsync();
        var tablet = await ada.LogInAsync();
        await using var here = await ada.ConnectAsync();
        await using var there = await phone.ConnectAsync();

        (await ada.PostAsync(
            "/api/auth/password", new JsonObject { ["current_password"] = "not it at all", ["new_password"] = "a better password" }))
            .ShouldRefuse(HttpStatusCode.Forbidden, "wrong_password");
        (await ada.PostAsync(
            "/api/auth/password", new JsonObject { ["current_password"] = Person.Password, ["new_password"] = "a better password" }))
            .Should(HttpStatusCode.OK);

        (await there.SessionEnded).ShouldBe("password_changed");
        await there.Closed;
        await ShouldBeDeadAsync(phone);
        await ShouldBeDeadAsync(tablet);
        await ada.MeAsync();
        here.SessionEndedAlready().ShouldBeFalse();
        (await ada.TryLogInAsync()).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        await ada.LogInAsync("a better password");
    }

    [Fact]
    public async Task Query_token_is_accepted_on_the_hub_path_only()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using (var device = await LiveClient.ConnectByQueryAsync(host, ada.Token!))
        {
            (await device.PostToCircleAsync(circle, "said by query", "1")).Seq.ShouldBe(1);
            (await host.Anonymous.GetAsync($"/api/auth/me?access_token={ada.Token}"))
                .ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
            (await host.Anonymous.PostAsync($"/api/circles?access_token={ada.Token}", Person.CircleBody("Nobody's")))
                .Should(HttpStatusCode.Unauthorized);
        }
        await Should.ThrowAsync<WebSocketException>(() => LiveClient.ConnectByQueryAsync(host, "not.a.token"));
        host.LastLines().ShouldNotContain(ada.Token!);
    }

    [Fact]
    public async Task Same_client_id_posts_once_under_concurrency()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        await using var device = await ada.ConnectAsync();
        await using var other = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? device : other).PostToCircleAsync(circle, "once", "my-id")));
        answers.Distinct().ShouldHaveSingleItem().Seq.ShouldBe(1);
        (await device.PostToCircleAsync(circle, "something else", "my-id")).Message.ShouldBe("once");
        (await device.PostToCircleAsync(circle, "twice", "another-id")).Seq.ShouldBe(2);
        // A client's id is its own: another person's is another.
        (await bens.PostToCircleAsync(circle, "mine", "my-id")).Seq.ShouldBe(3);

        (await ada.CirclePostsAsync(circle)).Select(s => s.Message).ShouldBe(["once", "twice", "mine"]);
    }

    [Fact]
    public async Task Hub_refusal_begins_with_a_code()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();

        (await Should.ThrowAsync<HubException>(() => device.WatchAsync("circle-unknown"))).Message.ShouldContain("circle_not_found: ");
        (await Should.ThrowAsync<HubException>(() => device.WatchAsync("../etc"))).Message.ShouldContain("circle_not_found: ");
        (await Should.ThrowAsync<HubException>(() => device.WatchAsync(circle, -1))).Message.ShouldContain("invalid_request: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "  ", "1")))
            .Message.ShouldContain("invalid_request: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, new string('x', 4001), "1")))
            .Message.ShouldContain("invalid_request: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "nul \0 inside", "1")))
            .Message.ShouldContain("invalid_request: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "fine", "")))
            .Message.ShouldContain("invalid_request: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "fine", new string('x', 101))))
            .Message.ShouldContain("invalid_request: ");
        (await device.PostToCircleAsync(circle, new string('x', 4000), "1")).Seq.ShouldBe(1);
        (await ada.CirclePostsAsync(circle)).Length.ShouldBe(1);
    }

    private async Task ShouldBeDeadAsync(Person person)
    {
        (await person.GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        (await Should.ThrowAsync<HttpRequestException>(() => person.ConnectAsync())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<WebSocketException>(() => LiveClient.ConnectByQueryAsync(host, person.Token!));
    }
}
