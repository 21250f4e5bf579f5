using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Relationships;

[Collection(SharedHost.Name)]
public sealed class ConversationsTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task All_devices_of_both_people_receive_messages_once_in_order()
    {
        var (ada, ben) = await FriendsAsync();
        await using var phone = await ben.ConnectAsync();
        await using var tablet = await (await ben.LogInAsync()).ConnectAsync();
        await using var laptop = await (await ben.LogInAsync()).ConnectAsync();
        await using var adas = await ada.ConnectAsync();

        var sent = new List<DirectMessage>();
        for (var i = 0; i < 20; i++) sent.Add(await adas.SendMessageAsync(ben.Id, $"hello {i}", $"a{i}"));
        sent.Add(await phone.SendMessageAsync(ada.Id, "and back", "b1"));
        sent.Add(await ada.SendMessageAsync(ben, "over REST"));

        foreach (var device in (LiveClient[])[phone, tablet, laptop, adas])
        {
            await device.WaitForAsync("Message", m => m.GetProperty("seq").GetInt64() == sent.Count);
            device.Messages().ShouldBe(sent);
        }
        sent.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, sent.Count).Select(i => (long)i));
        var conversation = await ada.ConversationAsync(ben);
        (await ben.AllMessagesAsync(conversation)).ShouldBe(sent);
        (await ada.MessagesAsync(conversation, "before_seq=11&limit=5")).Select(m => m.Seq).ShouldBe([6, 7, 8, 9, 10]);

        // Reading on one device is seen on all, and by the sender.
        await phone.MarkReadAsync(conversation, 5);
        foreach (var device in (LiveClient[])[tablet, laptop, adas])
            await device.WaitForAsync("MessageRead", r => r.GetProperty("user_id").GetString() == ben.Id && r.GetProperty("up_to_seq")
                .GetInt64() == 5);
        await adas.WaitForAsync("MessageDelivered", d => d.GetProperty("user_id").GetString() == ben.Id && d.GetProperty("up_to_seq")
            .GetInt64() >= sent.Count);
        var shown = (await ada.GetAsync($"/api/conversations/{conversation}/messages?limit=100")).Json.GetProperty("messages")
            .EnumerateArray().ToList();
        shown.Select(m => m.GetProperty("read").GetBoolean()).ShouldBe(shown.Select(m => m.GetProperty("seq").GetInt64() <= 5));
        shown.ShouldAllBe(m => m.GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public async Task Same_client_id_or_key_sends_once_under_concurrency()
    {
        var (ada, ben) = await FriendsAsync();
        await using var device = await ada.ConnectAsync();
        await using var other = await ada.ConnectAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? device : other).SendMessageAsync(ben.Id, "once", "my-id")));
        answers.Distinct().ShouldHaveSingleItem();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.TrySendMessageAsync(ben, "by key", "the-key")));
        replies.Select(r => r.Should(HttpStatusCode.OK).Text).Distinct().ShouldHaveSingleItem();

        (await ben.AllMessagesAsync(await ben.ConversationAsync(ada))).Select(m => m.Content).ShouldBe(["once", "by key"]);
    }

    [Fact]
    public async Task Inbox_order_and_unread_counts_match_the_conversations()
    {
        var ada = await Person.SignUpAsync(host);
        var others = new List<Person>();
        for (var i = 0; i < 7; i++)
        {
            others.Add(await Person.SignUpAsync(host, $"Friend {i}"));
            await others[i].ConnectWithAsync(ada);
        }
        for (var i = 0; i < 7; i++)
        {
            for (var n = 0; n <= i; n++) await others[i].SendMessageAsync(ada, $"{n}");
            await Until.NextMillisecondAsync();
        }
        await others[2].SendMessageAsync(ada, "the newest");

        var inbox = await ada.InboxAsync(limit: 2);

        inbox.Select(c => c.GetProperty("other_user").GetProperty("id").GetString())
            .ShouldBe(((int[])[2, 6, 5, 4, 3, 1, 0]).Select(i => others[i].Id));
        inbox.Select(c => c.GetProperty("unread_count").GetInt64()).ShouldBe([4, 7, 6, 5, 4, 2, 1]);
        inbox[0].GetProperty("last_message").GetProperty("content").GetString().ShouldBe("the newest");
        foreach (var conversation in inbox)
        {
            var messages = DirectMessage.All(conversation.GetProperty("messages"));
            messages.Length.ShouldBe((int)conversation.GetProperty("unread_count").GetInt64());
            messages[^1].ShouldBe(DirectMessage.Of(conversation.GetProperty("last_message")));
            messages.Select(m => m.Seq).ShouldBe(messages.Select((_, i) => messages[0].Seq + i));
        }
        var first = inbox[1].GetProperty("id").GetString()!;
        (await ada.PostAsync($"/api/messaging/conversations/{first}/read", new JsonObject { ["up_to_seq"] = 3 })).Should(HttpStatusCode.OK);
        (await ada.PostAsync($"/api/messaging/conversations/{first}/read", new JsonObject { ["up_to_seq"] = 1 })).Should(HttpStatusCode.OK)
            .Json.GetProperty("up_to_seq").GetInt64().ShouldBe(3);
        (await ada.InboxAsync())[1].GetProperty("unread_count").GetInt64().ShouldBe(4);
        (await ada.PostAsync($"/api/messaging/conversations/{first}/read")).Should(HttpStatusCode.OK);
        (await ada.InboxAsync())[1].GetProperty("unread_count").GetInt64().ShouldBe(0);
        (await others[6].InboxAsync()).ShouldHaveSingleItem().GetProperty("unread_count").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Conversation_of_others_looks_unknown()
    {
        var (ada, ben) = await FriendsAsync();
        var eve = await Person.SignUpAsync(host, "Eve");
        await ada.SendMessageAsync(ben, "between us");
        var conversation = await ada.ConversationAsync(ben);
        await using var eves = await eve.ConnectAsync();

        (await eve.TrySendMessageAsync(ada, "hello")).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
        (await eve.GetAsync($"/api/messaging/conversations/{ada.Id}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
        (await eve.PostAsync("/api/messaging/typing", new JsonObject { ["user_id"] = ada.Id, ["is_typing"] = true }))
            .ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
        (await eve.GetAsync($"/api/messaging/typing/{ada.Id}")).Should(HttpStatusCode.OK).Json.GetProperty("is_typing").GetBoolean()
            .ShouldBeFalse();
        foreach (var id in (string[])[conversation, "conversation-none", "conversation-a--b", "..%2F"])
        {
            (await eve.GetAsync($"/api/conversations/{id}/messages")).ShouldRefuse(HttpStatusCode.NotFound, "conversation_not_found");
            (await eve.PostAsync($"/api/messaging/conversations/{id}/read"))
                .ShouldRefuse(HttpStatusCode.NotFound, "conversation_not_found");
            (await Should.ThrowAsync<HubException>(() => eves.MarkReadAsync(id, 1))).Message.ShouldContain("conversation_not_found: ");
        }
        (await Should.ThrowAsync<HubException>(() => eves.SendMessageAsync(ada.Id, "hello", "1"))).Message.ShouldContain("not_connected: ");
        (await Should.ThrowAsync<HubException>(() => eves.SendTypingAsync(ada.Id, true))).Message.ShouldContain("not_connected: ");
        (await Should.ThrowAsync<HubException>(() => eves.SendMessageAsync("user-nobody", "hello", "1")))
            .Message.ShouldContain("user_not_found: ");
        (await ada.TrySendMessageAsync(ben, "  ")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.TrySendMessageAsync(ben, new string('x', 4001))).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.TrySendMessageAsync(ada, "me")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.PostAsync($"/api/messaging/conversations/{conversation}/read", new JsonObject { ["up_to_seq"] = 0 }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.SendMessageAsync(ben, new string('x', 4000))).Seq.ShouldBe(2);
        (await ada.AllMessagesAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Typing_reaches_the_other_person_and_expires()
    {
        var (ada, ben) = await FriendsAsync();
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();

        await adas.SendTypingAsync(ben.Id, true);

        await bens.WaitForAsync("Typing", t => t.GetProperty("user_id").GetString() == ada.Id && t.GetProperty("is_typing").GetBoolean());
        (await ben.GetAsync($"/api/messaging/typing/{ada.Id}")).Json.GetProperty("is_typing").GetBoolean().ShouldBeTrue();
        await bens.WaitForAsync("Typing", t => t.GetProperty("user_id").GetString() == ada.Id && !t.GetProperty("is_typing").GetBoolean());
        (await ben.GetAsync($"/api/messaging/typing/{ada.Id}")).Json.GetProperty("is_typing").GetBoolean().ShouldBeFalse();
        adas.Received("Typing").ShouldBeEmpty();
    }

    [Fact]
    public async Task Presence_reaches_connections_only()
    {
        var (ada, ben) = await FriendsAsync();
        var eve = await Person.SignUpAsync(host, "Eve");
        await using var adas = await ada.ConnectAsync();
        await using var eves = await eve.ConnectAsync();

        var phone = await ben.ConnectAsync();
        var tablet = await ben.ConnectAsync();
        await adas.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ben.Id && p.GetProperty("status")
            .GetString() == "online");
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
        (await eve.PresenceOfAsync(ben)).ShouldBe("offline");
        (await ada.GetAsync("/api/presence/online-users")).Json.GetProperty("online_users").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(ben.Id);
        (await ada.ConnectionsAsync())[0].GetProperty("user").GetProperty("online").GetBoolean().ShouldBeTrue();

        await phone.DisposeAsync();
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
        (await ben.PostAsync("/api/presence/offline", new JsonObject { ["invisible"] = true })).Should(HttpStatusCode.OK);
        await adas.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ben.Id && p.GetProperty("status")
            .GetString() == "offline");
        (await ada.PresenceOfAsync(ben)).ShouldBe("offline");
        (await ben.PostAsync("/api/presence/online")).Should(HttpStatusCode.OK);
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
        await tablet.DisposeAsync();
        (await ben.PostAsync("/api/presence/offline")).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => await ada.PresenceOfAsync(ben) == "recently_active");
        eves.Received("Presence").ShouldBeEmpty();
        (await ada.GetAsync("/api/presence/status/user-nobody")).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
    }

    [Fact]
    public async Task Resume_returns_everything_missed_once_in_order()
    {
        var (ada, ben) = await FriendsAsync();
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        var fresh = await ben.SyncAsync();
        fresh.GetProperty("fresh_start").GetBoolean().ShouldBeTrue();
        var cursor = fresh.GetProperty("next_cursor").GetString()!;
        var seen = new List<JsonElement>();
        var cat = await Person.SignUpAsync(host, "Cat");
        using var enough = new CancellationTokenSource();
        var talking = Task.WhenAll(
            Task.Run(async () => { for (var i = 0; !enough.IsCancellationRequested; i++) await ada.SendMessageAsync(ben, $"m{i}"); }),
            Task.Run(async () => { for (var i = 0; !enough.IsCancellationRequested; i++) await ada.PostToCircleAsync(circle, $"c{i}"); }),
            Task.Run(async () => { for (var i = 0; !enough.IsCancellationRequested; i++) await ben.SendMessageAsync(ada, $"b{i}"); }));
        await cat.RequestConnectionAsync(ben);

        for (var round = 0; round < 15; round++)
        {
            await using var device = round % 3 == 0 ? await ben.ConnectAsync() : null;
            var answer = device is null ? await ben.SyncAsync(cursor) : await device.ResumeAsync(cursor);
            answer.GetProperty("fresh_start").GetBoolean().ShouldBeFalse();
            seen.AddRange(answer.GetProperty("events").EnumerateArray());
            cursor = answer.GetProperty("next_cursor").GetString()!;
        }
        await enough.CancelAsync();
        await talking;
        for (var more = true; more;)
        {
            var answer = await ben.SyncAsync(cursor);
            seen.AddRange(answer.GetProperty("events").EnumerateArray());
            cursor = answer.GetProperty("next_cursor").GetString()!;
            more = answer.GetProperty("more").GetBoolean();
        }

        Of(seen, "Message").Select(DirectMessage.Of).ShouldBe(await ben.AllMessagesAsync(await ben.ConversationAsync(ada)));
        Of(seen, "CircleActivity").Select(CirclePost.Of).ShouldBe(await ben.AllCirclePostsAsync(circle));
        Of(seen, "Connection").ShouldContain(
            c => c.GetProperty("user_id").GetString() == cat.Id && c.GetProperty("status").GetString() == "pending");
        Of(seen, "Activity").Where(a => a.GetProperty("type").GetString() == "connection")
            .ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Cat would like to connect");
        (await ben.SyncAsync(cursor)).GetProperty("events").GetArrayLength().ShouldBe(0);
        (await ben.GetAsync("/api/sync?since=nonsense")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_cursor");
    }

    private static IEnumerable<JsonElement> Of(IEnumerable<JsonElement> events, string type) =>
        events.Where(e => e.GetProperty("type").GetString() == type).Select(e => e.GetProperty("data"));

    private async Task<(Person Ada, Person Ben)> FriendsAsync()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        return (ada, ben);
    }
}
