using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace XelaConnect.TestKit.Fakes;

/// <summary>
/// A model on the loopback with an API of OpenAI's form. The test decides what it does, and its requests are kept.
/// </summary>
public sealed class FakeModel : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> requests = new();
    private readonly CancellationTokenSource ending = new();
    private readonly WebApplication app = LoopbackServer.Create();

    private FakeModel()
    {
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            var question = (await JsonDocument.ParseAsync(http.Request.Body)).RootElement;
            requests.Enqueue(question);
            await OnRequest(http, question);
        });
    }

    /// <summary>How a request is answered.</summary>
    public Func<HttpContext, JsonElement, Task> OnRequest { get; set; } = (http, _) =>
        StreamAsync(http, ["It sounds like", " a long day", "."]);

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<JsonElement> Requests => [.. requests];

    /// <summary>Forgets its requests and answers in the default way again.</summary>
    public FakeModel Reset()
    {
        requests.Clear();
        OnRequest = (http, _) => StreamAsync(http, ["It sounds like", " a long day", "."]);
        return this;
    }

    /// <summary>Cancelled at the end, for responses that hang.</summary>
    public CancellationToken Ending => ending.Token;

    public (string Key, string? Value)[] Settings =>
    [
        ("Xela__Companion__Endpoint", $"{app.Urls.Single()}/v1"),
        ("Xela__Companion__ApiKey", "a key of this test"),
        ("Xela__Companion__FirstTokenSeconds", "5"),
        ("Xela__Companion__TotalSeconds", "8"),
    ];

    public static async Task<FakeModel> StartAsync()
    {
        var model = new FakeModel();
        await model.app.StartAsync();
        return model;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }

    /// <summary>Streams tokens, and then the end, which some models send without a reason.</summary>
    public static async Task StreamAsync(
        HttpContext http, IEnumerable<string> pieces, Func<Task>? between = null, bool finish = true, bool reason = true)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        foreach (var piece in pieces)
        {
            await WriteAsync(http, new JsonObject { ["content"] = piece }, null);
            if (between is not null) await between();
        }
        if (!finish) return;
        if (reason) await WriteAsync(http, [], "stop");
        await http.Response.WriteAsync("data: [DONE]\n\n");
    }

    /// <summary>Refuses as the API does.</summary>
    public static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(
            new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error" } });
    }

    /// <summary>The messages of a request, as (role, text).</summary>
    public static IReadOnlyList<(string Role, string Text)> MessagesOf(JsonElement question) =>
        [.. question.GetProperty("messages").EnumerateArray()
            .Select(m => (m.GetProperty("role").GetString()!, m.GetProperty("content").GetString()!))];

    private static async Task WriteAsync(HttpContext http, JsonObject delta, string? finish)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "fake",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        };
        await http.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n");
        await http.Response.Body.FlushAsync();
    }
}
