using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Safety;

/// <summary>A blocked person, and one who looks for an invisible person, learn nothing that a stranger does not.</summary>
[Collection(SharedHost.Name)]
public sealed class BlockPrivacyTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Every_route_answers_a_blocked_person_like_a_stranger()
    {
        var (ada, ben, cat) =
            (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"), await Person.SignUpAsync(host, "Ben"));
        await ada.BlockAsync(ben);
        var reflection = (await ada.PostAsync("/api/reflections", new JsonObject { ["content"] = "For everybody.", ["is_public"] = true }))
            .Should(HttpStatusCode.Created).Json.GetProperty("reflection").GetProperty("id").GetString();
        await using var adas = await ada.ConnectAsync();
        var pair = new Func<Person, string>(who => string.Join("--", new[] { who.Id[5..], ada.Id[5..] }.Order(StringComparer.Ordinal)));
        foreach (var ask in (Func<Person, Task<Reply>>[])[
            who => who.GetAsync($"/api/presence/status/{ada.Id}"),
            who => who.GetAsync($"/api/messaging/conversations/{ada.Id}"),
            who => who.GetAsync($"/api/reflections/{reflection}"),
            who => who.TrySendMessageAsync(ada, "hello"),
            who => who.PostAsync("/api/messaging/typing", new JsonObject { ["user_id"] = ada.Id, ["is_typing"] = true }),
            who => who.GetAsync($"/api/messaging/typing/{ada.Id}"),
            who => who.GetAsync($"/api/conversations/conversation-{pair(who)}/messages"),
            who => who.PostAsync($"/api/messaging/conversations/conversation-{pair(who)}/read"),
            who => who.GetAsync($"/api/safety/is-blocked/{ada.Id}"),
            who => who.GetAsync("/api/safety/blocked"),
            who => who.PostAsync($"/api/connections/connection-{pair(who)}/accept"),
            who => who.PostAsync($"/api/connections/connection-{pair(who)}/decline"),
            who => who.DeleteAsync($"/api/connections/connection-{pair(who)}"),
            who => who.RequestConnectionAsync(ada),
            who => who.RequestConnectionAsync(ada),
            who => who.PostAsync($"/api/connections/connection-{pair(who)}/accept"),
            who => who.GetAsync("/api/connections?status=all"),
            who => who.GetAsync("/api/connections?status=pending"),
            who => who.GetAsync($"/api/presence/status/{ada.Id}"),
            who => who.TrySendMessageAsync(ada, "hello"),
            who => who.DeleteAsync($"/api/connections/connection-{pair(who)}"),
            who => who.GetAsync("/api/connections?status=all"),
            who => who.RequestConnectionAsync(ada),
            who => who.PostAsync($"/api/safety/block/{ada.Id}"),
            who => who.PostAsync($"/api/safety/unblock/{ada.Id}"),
            who => who.RequestConnectionAsync(ada),
            who => who.PostAsync("/api/safety/report", new JsonObject { ["user_id"] = ada.Id, ["reason"] = "spam" }),
        ])
        {
            var (blocked, stranger) = (await ask(ben), await ask(cat));
            (blocked.Status, Same(blocked, ben)).ShouldBe((stranger.Status, Same(stranger, cat)));
        }

        // The one who blocks hears of the stranger alone.
        await adas.WaitForAsync("Connection", c => c.GetProperty("user_id").GetString() == cat.Id && c.GetProperty("status")
            .GetString() == "pending");
        adas.Received("Connection").ShouldNotContain(c => c.GetProperty("user_id").GetString() == ben.Id);
        (await ada.ConnectionsAsync("pending")).ShouldHaveSingleItem().GetProperty("user_id").GetString().ShouldBe(cat.Id);
        (await ada.ActivitiesAsync()).Count(a => a.GetProperty("title").GetString() == "Ben would like to connect").ShouldBe(1);
        (await ada.PostAsync($"/api/connections/connection-{pair(ben)}/accept"))
            .ShouldRefuse(HttpStatusCode.NotFound, "connection_not_found");
        (await ada.RequestConnectionAsync(ben)).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");

        // What waited is there when the block ends.
        (await ada.PostAsync($"/api/safety/unblock/{ben.Id}")).Should(HttpStatusCode.OK);
        (await ada.ConnectionsAsync("pending")).Length.ShouldBe(2);
        (await ada.PostAsync($"/api/connections/connection-{pair(ben)}/accept")).Should(HttpStatusCode.OK);
        (await ben.TrySendMessageAsync(ada, "hello")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delivered_mark_does_not_reveal_an_invisible_person()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        (await ben.PostAsync("/api/presence/offline", new JsonObject { ["invisible"] = true })).Should(HttpStatusCode.OK);
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();

        var sent = await adas.SendMessageAsync(ben.Id, "are you there?", "1");
        await bens.WaitForAsync("Message", m => m.GetProperty("seq").GetInt64() == sent.Seq);
        var conversation = await ben.ConversationAsync(ada);
        await ben.MessagesAsync(conversation);
        // What Ben sends afterwards reaches Ada after a mark would have.
        var answer = await bens.SendMessageAsync(ada.Id, "said while invisible", "2");
        await adas.WaitForAsync("Message", m => m.GetProperty("seq").GetInt64() == answer.Seq);
        (await DeliveredAsync(ada, conversation, sent.Seq)).ShouldBeFalse();
        adas.Received("MessageDelivered").ShouldNotContain(d => d.GetProperty("user_id").GetString() == ben.Id);

        (await ben.PostAsync("/api/presence/online")).Should(HttpStatusCode.OK);
        await ben.MessagesAsync(conversation);
        await Until.TrueAsync(() => DeliveredAsync(ada, conversation, sent.Seq));
    }

    private static async Task<bool> DeliveredAsync(Person who, string conversation, long seq) =>
        (await who.GetAsync($"/api/conversations/{conversation}/messages")).Json.GetProperty("messages").EnumerateArray()
            .Single(m => m.GetProperty("seq").GetInt64() == seq).GetProperty("delivered").GetBoolean();

    /// <summary>A response without what differs between any two people and moments.</summary>
    private static string Same(Reply reply, Person who)
    {
        var json = JsonNode.Parse(reply.Bytes)!;
        Strip(json);
        return json.ToJsonString().Replace(who.Id[5..], "caller", StringComparison.Ordinal);

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray array) foreach (var item in array) Strip(item);
            if (node is not JsonObject fields) return;
            foreach (var name in (string[])["trace_id", "created_at", "report_id", "id", "blocked_at"]) fields.Remove(name);
            foreach (var (_, value) in fields.ToList()) Strip(value);
        }
    }
}
