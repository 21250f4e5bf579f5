using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Clients;

/// <summary>A message of the conversation with Xela.</summary>
public sealed record CompanionMessage(string Id, long Seq, bool IsAi, string Content)
{
    public static CompanionMessage Of(JsonElement m) => new(
        m.GetProperty("message_id").GetString()!, m.GetProperty("seq").GetInt64(), m.GetProperty("is_ai")
            .GetBoolean(), m.GetProperty("content").GetString()!);
}

/// <summary>One server-sent event.</summary>
public sealed record ServerSentEvent(string Name, string? Id, JsonElement Data);

/// <summary>Talking with Xela, over HTTP.</summary>
public static class CompanionActions
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Until.Patience };

    public static Task<Reply> TryAskXelaAsync(this Person person, string message, string? key = null) =>
        person.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = message }, key);

    public static async Task<CompanionMessage> AskXelaAsync(this Person person, string message, string? key = null) =>
        CompanionMessage.Of((await person.TryAskXelaAsync(message, key)).Should(HttpStatusCode.OK).Json.GetProperty("ai_message"));

    public static async Task<JsonElement> XelaTalksAsync(this Person person, string query = "limit=100") =>
        (await person.GetAsync($"/api/xelatalks?{query}")).Should(HttpStatusCode.OK).Json;

    public static async Task<List<CompanionMessage>> CompanionMessagesAsync(this Person person) =>
        [.. (await person.XelaTalksAsync()).GetProperty("conversation").GetProperty("messages").EnumerateArray()
            .Select(CompanionMessage.Of)];

    /// <summary>How many messages of today's quota are used.</summary>
    public static async Task<int> MessagesUsedAsync(this Person person) => (await person.XelaTalksAsync()).GetProperty("quota")
        .GetProperty("used").GetInt32();

    /// <summary>Sends a message, and reads the reply as events.</summary>
    public static IAsyncEnumerable<ServerSentEvent> StreamAnswerAsync(
        this Person person, string message, string? key = null, string? lastEventId = null) =>
        EventsAsync(person, HttpMethod.Post, "/api/xelatalks/message", new JsonObject { ["message"] = message }, key, lastEventId);

    /// <summary>Resumes a reply.</summary>
    public static IAsyncEnumerable<ServerSentEvent> FollowAsync(this Person person, string answerId, string? lastEventId = null) =>
        EventsAsync(person, HttpMethod.Get, $"/api/xelatalks/messages/{answerId}/stream", null, null, lastEventId);

    private static async IAsyncEnumerable<ServerSentEvent> EventsAsync(
        Person person, HttpMethod method, string path, JsonObject? body, string? key, string? lastEventId)
    {
        using var request = new HttpRequestMessage(method, new Uri(person.Host.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (name, id, data) = ("", (string?)null, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && data.Length > 0)
            {
                yield return new ServerSentEvent(name, id, JsonDocument.Parse(data).RootElement);
                (name, id, data) = ("", null, "");
            }
        }
    }
}
