using System.Net;
using System.Text.Json.Nodes;
using XelaConnect.EndToEnd.Tests.Accounts;

namespace XelaConnect.EndToEnd.Tests.Relationships;

[Collection(SharedHost.Name)]
public sealed class ConnectionsTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Accepted_request_counts_once_on_both_sides()
    {
        var (ada, ben) = await TwoAsync();
        await using var bens = await ben.ConnectAsync();
        await using var adas = await ada.ConnectAsync();

        var asked = (await ada.RequestConnectionAsync(ben)).Should(HttpStatusCode.Created).Json.GetProperty("connection");
        var id = asked.GetProperty("id").GetString()!;
        asked.GetProperty("status").GetString().ShouldBe("pending");
        await bens.WaitForAsync("Connection", c => c.GetProperty("id").GetString() == id && c.GetProperty("status")
            .GetString() == "pending");
        await bens.WaitForAsync("Activity", a => a.GetProperty("type").GetString() == "connection" && a.GetProperty("title")
            .GetString() == "Ada would like to connect");
        var pending = (await ben.ConnectionsAsync("pending")).ShouldHaveSingleItem();
        pending.GetProperty("user").GetProperty("name").GetString().ShouldBe("Ada");
        pending.GetProperty("user").TryGetProperty("email", out _).ShouldBeFalse();
        (await ben.ConnectionsAsync()).ShouldBeEmpty();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ben.PostAsync($"/api/connections/{id}/accept")));

        foreach (var answer in answers)
            answer.Should(HttpStatusCode.OK).Json.GetProperty("message").GetString().ShouldBe("Connection accepted");
        await adas.WaitForAsync("Connection", c => c.GetProperty("status").GetString() == "accepted");
        await adas.WaitForAsync("Activity", a => a.GetProperty("title").GetString() == "Ben said yes");
        foreach (var person in (Person[])[ada, ben])
        {
            (await person.ConnectionsCountAsync()).ShouldBe(1);
            (await person.ConnectionsAsync()).ShouldHaveSingleItem().GetProperty("accepted_at").GetString().ShouldNotBeNull();
            (await person.GetAsync("/api/users/dashboard")).Json.GetProperty("stats").GetProperty("connections").GetInt32().ShouldBe(1);
        }
        bens.Received("Connection").Count(c => c.GetProperty("status").GetString() == "accepted").ShouldBe(1);
    }

    [Fact]
    public async Task Concurrent_mutual_requests_connect_once()
    {
        for (var round = 0; round < 8; round++)
        {
            var (ada, ben) = await TwoAsync();

            var replies = await Task.WhenAll(ada.RequestConnectionAsync(ben), ben.RequestConnectionAsync(ada));

            foreach (var reply in replies) reply.Should(HttpStatusCode.Created);
            var connection = (await ada.ConnectionsAsync("all")).ShouldHaveSingleItem();
            connection.GetProperty("status").GetString().ShouldBe("accepted");
            (await ben.ConnectionsAsync()).ShouldHaveSingleItem().GetProperty("id").GetString()
                .ShouldBe(connection.GetProperty("id").GetString());
            (await ada.ConnectionsCountAsync()).ShouldBe(1);
            (await ben.ConnectionsCountAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Request_can_be_answered_by_its_receiver_only()
    {
        var (ada, ben) = await TwoAsync();
        var eve = await Person.SignUpAsync(host, "Eve");
        var id = (await ada.RequestConnectionAsync(ben)).Json.GetProperty("connection").GetProperty("id").GetString()!;

        foreach (var what in (string[])["accept", "decline"])
        {
            (await ada.PostAsync($"/api/connections/{id}/{what}")).ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
            (await eve.PostAsync($"/api/connections/{id}/{what}")).ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
            (await ben.PostAsync($"/api/connections/connection-nobodys/{what}"))
                .ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
        }
        (await eve.DeleteAsync($"/api/connections/{id}")).ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
        (await ada.RequestConnectionAsync(ben)).ShouldRefuse(HttpStatusCode.Conflict, "connection_exists");
        (await ada.RequestConnectionAsync(ada)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.RequestConnectionAsync("user-nobody")).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await ada.RequestConnectionAsync("../../etc")).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await ada.PostAsync("/api/connections/request", [])).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.GetAsync("/api/connections?status=else")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");

        (await ben.PostAsync($"/api/connections/{id}/decline"))
            .Should(HttpStatusCode.OK).Json.GetProperty("connection").GetProperty("status").GetString().ShouldBe("declined");
        (await ben.PostAsync($"/api/connections/{id}/accept")).ShouldRefuse(HttpStatusCode.Conflict, "connection_not_pending");
        (await ada.RequestConnectionAsync(ben)).ShouldRefuse(HttpStatusCode.Conflict, "connection_exists");
        // The person who declined may request later.
        (await ben.RequestConnectionAsync(ada)).Should(HttpStatusCode.Created);
        (await ada.PostAsync($"/api/connections/{id}/accept")).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/api/connections/{id}")).Should(HttpStatusCode.OK);
        (await ada.ConnectionsCountAsync()).ShouldBe(0);
        (await ben.ConnectionsAsync("all")).ShouldBeEmpty();
    }

    [Fact]
    public async Task First_connection_converts_the_referral()
    {
        var ada = await Person.SignUpAsync(host);
        var code = (await ada.GetAsync("/api/users/referral")).Json.GetProperty("referral_code").GetString();
        var body = Person.SignUpBody(Person.NewEmail(), "Ben");
        body["referral_code"] = code;
        var ben = Person.Of(host, body["email"]!.GetValue<string>(), (await host.Anonymous.PostAsync("/api/auth/signup", body))
            .Should(HttpStatusCode.Created));

        await ada.ConnectWithAsync(ben);
        (await ada.GetAsync("/api/users/referral")).Json.GetProperty("conversions").GetInt32().ShouldBe(0, "the address is not verified");
        await host.VerifyEmailAsync(ben);

        await Until.TrueAsync(async () => (await ada.GetAsync("/api/users/referral")).Json.GetProperty("conversions").GetInt32() == 1);
        (await ben.MeAsync()).GetProperty("credits").GetInt32().ShouldBe(50);
    }

    [Fact]
    public async Task Block_shuts_out_everywhere_without_notice()
    {
        var (ada, ben) = await TwoAsync();
        var id = await ada.ConnectWithAsync(ben);
        await ada.SendMessageAsync(ben, "before");
        var conversation = await ada.ConversationAsync(ben);
        await using var bens = await ben.ConnectAsync();
        await Until.TrueAsync(async () => await ada.PresenceOfAsync(ben) == "online");

        await ada.BlockAsync(ben);

        foreach (var (one, other) in ((Person, Person)[])[(ada, ben), (ben, ada)])
        {
            (await one.TrySendMessageAsync(other, "after")).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
            (await one.PresenceOfAsync(other)).ShouldBe("offline");
            (await one.GetAsync($"/api/conversations/{conversation}/messages"))
                .ShouldRefuse(HttpStatusCode.NotFound, "conversation_not_found");
            (await one.PostAsync("/api/messaging/typing", new JsonObject { ["user_id"] = other.Id, ["is_typing"] = true }))
                .ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
            (await one.ConnectionsAsync("all")).ShouldBeEmpty();
            (await one.InboxAsync()).ShouldBeEmpty();
            (await one.ConnectionsCountAsync()).ShouldBe(0);
        }
        await bens.WaitForAsync("Connection", c => c.GetProperty("status").GetString() == "removed");
        bens.Received("Activity").ShouldNotContain(
            a => a.GetProperty("title").GetString()!.Contains("block", StringComparison.OrdinalIgnoreCase));
        (await ada.RequestConnectionAsync(ben)).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await ada.GetAsync($"/api/safety/is-blocked/{ben.Id}")).Json.GetProperty("is_blocked").GetBoolean().ShouldBeTrue();
        (await ben.GetAsync($"/api/safety/is-blocked/{ada.Id}")).Json.GetProperty("is_blocked").GetBoolean().ShouldBeFalse();
        (await ada.GetAsync("/api/safety/blocked")).Json.GetProperty("blocked_users").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("user_id").GetString().ShouldBe(ben.Id);
        (await ben.GetAsync("/api/safety/blocked")).Json.GetProperty("blocked_users").GetArrayLength().ShouldBe(0);

        (await ada.PostAsync($"/api/safety/unblock/{ben.Id}")).Should(HttpStatusCode.OK);

        (await ada.TrySendMessageAsync(ben, "still")).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
        (await ada.ConnectionsAsync("all")).ShouldBeEmpty();
        (await ben.PostAsync($"/api/connections/{id}/accept")).ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
        (await ben.RequestConnectionAsync(ada)).Should(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Report_is_not_visible_to_the_reported_person()
    {
        var (ada, ben) = await TwoAsync();
        await using var bens = await ben.ConnectAsync();

        (await ada.PostAsync(
            "/api/safety/report", new JsonObject { ["user_id"] = ben.Id, ["reason"] = "spam", ["details"] = "Sells something" }))
            .Should(HttpStatusCode.OK);

        (await ada.PostAsync("/api/safety/report", new JsonObject { ["user_id"] = ben.Id }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.PostAsync("/api/safety/report", new JsonObject { ["user_id"] = ada.Id, ["reason"] = "me" }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.PostAsync("/api/safety/report", new JsonObject { ["user_id"] = "user-x", ["reason"] = "spam" }))
            .ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await ben.ActivitiesAsync()).ShouldAllBe(a => a.GetProperty("title").GetString() == "Welcome, Ben");
        bens.Received("Activity").ShouldAllBe(a => a.GetProperty("title").GetString() == "Welcome, Ben");
    }

    [Fact]
    public async Task Feed_item_can_be_marked_read_by_its_owner_only()
    {
        var (ada, ben) = await TwoAsync();
        await ada.RequestConnectionAsync(ben);
        await Until.TrueAsync(async () => (await ben.ActivitiesAsync()).Length == 2);
        (await ben.GetAsync("/api/activity")).Json.GetProperty("unread_count").GetInt32().ShouldBe(2);
        var id = (await ben.ActivitiesAsync()).Single(a => a.GetProperty("type").GetString() == "connection").GetProperty("id").GetString();

        (await ada.PostAsync($"/api/activity/{id}/mark-read")).ShouldRefuse(HttpStatusCode.NotFound, "activity_not_found");
        (await ben.PostAsync("/api/activity/activity-none/mark-read")).ShouldRefuse(HttpStatusCode.NotFound, "activity_not_found");
        (await ben.PostAsync($"/api/activity/{id}/mark-read")).Should(HttpStatusCode.OK).Json.GetProperty("message").GetString()
            .ShouldBe("Activity marked as read");

        (await ben.ActivitiesAsync("?unread=true")).ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Welcome, Ben");
        (await ben.ActivitiesAsync()).Single(a => a.GetProperty("read").GetBoolean()).GetProperty("id").GetString().ShouldBe(id);
    }

    private async Task<(Person Ada, Person Ben)> TwoAsync() => (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
}
