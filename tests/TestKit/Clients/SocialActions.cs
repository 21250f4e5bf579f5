using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Clients;

/// <summary>Connections, messages, presence, blocks and the feed, over HTTP.</summary>
public static class SocialActions
{
    public static Task<Reply> RequestConnectionAsync(this Person person, Person other) => person.RequestConnectionAsync(other.Id);

    public static Task<Reply> RequestConnectionAsync(this Person person, string userId) =>
        person.PostAsync("/api/connections/request", new JsonObject { ["user_id"] = userId });

    /// <summary>Requests a connection that the other accepts. Returns its id.</summary>
    public static async Task<string> ConnectWithAsync(this Person person, Person other)
    {
        var id = (await person.RequestConnectionAsync(other))
            .Should(HttpStatusCode.Created).Json.GetProperty("connection").GetProperty("id").GetString()!;
        (await other.PostAsync($"/api/connections/{id}/accept")).Should(HttpStatusCode.OK);
        return id;
    }

    public static Task<Reply> TrySendMessageAsync(this Person person, Person other, string message, string? key = null) =>
        person.PostAsync($"/api/messaging/conversations/{other.Id}/messages", new JsonObject { ["message"] = message }, key);

    public static async Task<DirectMessage> SendMessageAsync(this Person person, Person other, string message) =>
        DirectMessage.Of((await person.TrySendMessageAsync(other, message)).Should(HttpStatusCode.OK).Json.GetProperty("message"));

    public static async Task<string> ConversationAsync(this Person person, Person other) =>
        (await person.GetAsync($"/api/messaging/conversations/{other.Id}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("conversation").GetProperty("id").GetString()!;

    public static async Task<DirectMessage[]> MessagesAsync(this Person person, string conversation, string query = "limit=100") =>
        DirectMessage.All((await person.GetAsync($"/api/conversations/{conversation}/messages?{query}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("messages"));

    /// <summary>All messages of a conversation, page by page.</summary>
    public static async Task<List<DirectMessage>> AllMessagesAsync(this Person person, string conversation)
    {
        var all = new List<DirectMessage>();
        while (await person.MessagesAsync(conversation, $"after_seq={(all.Count == 0 ? 0 : all[^1].Seq)}&limit=100") is {
            Length: > 0 } page) all.AddRange(page);
        return all;
    }

    /// <summary>The whole inbox, page by page.</summary>
    public static async Task<List<JsonElement>> InboxAsync(this Person person, int limit = 100)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await person.GetAsync($"/api/messaging/conversations?limit={limit}{cursor}")).Should(HttpStatusCode.OK).Json;
            all.AddRange(page.GetProperty("conversations").EnumerateArray());
            if (page.GetProperty("next_cursor").GetString() is not { } next) return all;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    public static async Task<JsonElement[]> ConnectionsAsync(this Person person, string status = "accepted") =>
        [.. (await person.GetAsync($"/api/connections?status={status}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("connections").EnumerateArray()];

    public static async Task<string> PresenceOfAsync(this Person person, Person other) =>
        (await person.GetAsync($"/api/presence/status/{other.Id}")).Should(HttpStatusCode.OK).Json.GetProperty("status").GetString()!;

    public static async Task<JsonElement> SyncAsync(this Person person, string? since = null) =>
        (await person.GetAsync("/api/sync" + (since is null ? "" : $"?since={since}"))).Should(HttpStatusCode.OK).Json;

    public static async Task BlockAsync(this Person person, Person other) => (await person.PostAsync($"/api/safety/block/{other.Id}"))
        .Should(HttpStatusCode.OK);

    public static async Task<JsonElement[]> ActivitiesAsync(this Person person, string query = "") =>
        [.. (await person.GetAsync($"/api/activity{query}")).Should(HttpStatusCode.OK).Json.GetProperty("activities").EnumerateArray()];

    public static async Task<int> ConnectionsCountAsync(this Person person) => (await person.MeAsync()).GetProperty("connections_count")
        .GetInt32();
}
