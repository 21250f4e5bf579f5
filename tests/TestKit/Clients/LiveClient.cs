using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace XelaConnect.TestKit.Clients;

/// <summary>What <c>WatchCircle</c> answers.</summary>
public sealed record WatchResponse(CirclePost[] Missed, long Seq, bool More);

/// <summary>One message, as HTTP and the hub both show it.</summary>
public sealed record DirectMessage(string Id, long Seq, string SenderId, string Content)
{
    public static DirectMessage Of(JsonElement m) => new(
        m.GetProperty("message_id").GetString()!, m.GetProperty("seq").GetInt64(), m.GetProperty("sender_id")
            .GetString()!, m.GetProperty("content").GetString()!);

    public static DirectMessage[] All(JsonElement list) => [.. list.EnumerateArray().Select(Of)];
}

/// <summary>A device on the live hub, with everything that it received in order of arrival.</summary>
public sealed class LiveClient : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly ConcurrentQueue<(string Circle, CirclePost CirclePost)> activities = new();
    private readonly ConcurrentQueue<(string Circle, long Count)> counts = new();
    private readonly ConcurrentQueue<long> removed = new();
    private readonly ConcurrentQueue<(string Name, JsonElement Body)> personal = new();
    private readonly TaskCompletionSource<string> sessionEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveClient(HubConnection connection)
    {
        this.connection = connection;
        connection.On<JsonElement>(
            "CircleActivity", body => activities.Enqueue((body.GetProperty("circle_id").GetString()!, CirclePost.Of(body))));
        connection.On<JsonElement>(
            "CircleMembers", body => counts.Enqueue(
            (body.GetProperty("circle_id").GetString()!, body.GetProperty("members_count").GetInt64())));
        connection.On<JsonElement>("CircleActivityRemoved", body => removed.Enqueue(body.GetProperty("seq").GetInt64()));
        foreach (var name in (string[])[
            "Message", "MessageRead", "MessageDelivered", "Typing", "Presence", "Connection", "Activity", "ActivityRead", "WatchEnded",
            "XelaDelta"])
            connection.On<JsonElement>(name, body => personal.Enqueue((name, body)));
        connection.On<JsonElement>("SessionEnded", body => sessionEnded.TrySetResult(body.GetProperty("reason").GetString()!));
        connection.Closed += because =>
        {
            closed.TrySetResult(because);
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes with the reason when the host says that the session is over.</summary>
    public Task<string> SessionEnded => sessionEnded.Task.WaitAsync(Until.Patience);

    /// <summary>Completes when the connection is gone, with what was wrong, or null where it was closed in good order.</summary>
    public Task<Exception?> Closed => closed.Task.WaitAsync(Until.Patience);

    public bool IsClosed => closed.Task.IsCompleted;

    public bool SessionEndedAlready() => sessionEnded.Task.IsCompleted;

    public IReadOnlyList<long> Removed => [.. removed];

    /// <summary>Connects with the token in the header, as every client but a browser's does.</summary>
    public static Task<LiveClient> ConnectAsync(
        IApiServer host, string token, HttpTransportType transport = HttpTransportType.WebSockets) => ConnectAsync(
        host, "/hubs/live", options =>
        {
            options.Transports = transport;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        });

    /// <summary>Connects with the token in the query and without negotiation, as a browser's socket does: it cannot set headers.</summary>
    public static Task<LiveClient> ConnectByQueryAsync(IApiServer host, string token) =>
        ConnectAsync(host, $"/hubs/live?access_token={token}", options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        });

    private static async Task<LiveClient> ConnectAsync(IApiServer host, string path, Action<HttpConnectionOptions> configure)
    {
        var client = new LiveClient(new HubConnectionBuilder().WithUrl(new Uri(host.Address, path), configure).Build());
        try
        {
            await client.connection.StartAsync();
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
        return client;
    }

    public IReadOnlyList<CirclePost> PostsIn(string circle) => [.. activities.Where(a => a.Circle == circle).Select(a => a.CirclePost)];

    public IReadOnlyList<long> MemberCounts(string circle) => [.. counts.Where(c => c.Circle == circle).Select(c => c.Count)];

    public long LastMemberCount(string circle) => counts.LastOrDefault(c => c.Circle == circle).Count;

    public async Task<WatchResponse> WatchAsync(string circle, long? afterSeq = null)
    {
        var answer = await connection.InvokeAsync<JsonElement>("WatchCircle", circle, afterSeq);
        return new WatchResponse(CirclePost.All(answer.GetProperty("missed")), answer.GetProperty("seq")
            .GetInt64(), answer.TryGetProperty("more", out var more) && more.GetBoolean());
    }

    /// <summary>What <c>WatchCircle</c> answers, as it is.</summary>
    public Task<JsonElement> WatchRawAsync(string circle, long? afterSeq) =>
        connection.InvokeAsync<JsonElement>("WatchCircle", circle, afterSeq);

    public Task UnwatchAsync(string circle) => connection.InvokeAsync("UnwatchCircle", circle);

    public async Task<CirclePost> PostToCircleAsync(string circle, string message, string clientId) =>
        CirclePost.Of(await connection.InvokeAsync<JsonElement>("PostToCircle", circle, message, clientId));

    /// <summary>Every notification of one name, in order of arrival.</summary>
    public IReadOnlyList<JsonElement> Received(string name) => [.. personal.Where(p => p.Name == name).Select(p => p.Body)];

    /// <summary>Every notification to the person, in order of arrival.</summary>
    public IReadOnlyList<(string Name, JsonElement Body)> AllReceived() => [.. personal];

    /// <summary>The messages that arrived, in order.</summary>
    public IReadOnlyList<DirectMessage> Messages() => [.. Received("Message").Select(DirectMessage.Of)];

    /// <summary>Waits for a notification of which <paramref name="what"/> is true.</summary>
    public Task WaitForAsync(string name, Func<JsonElement, bool> what) =>
        Until.TrueAsync(() => Received(name).Any(what), () => $"Received of {name}: {string.Join(' ', Received(name))}");

    public async Task<DirectMessage> SendMessageAsync(string userId, string content, string clientId) =>
        DirectMessage.Of(await connection.InvokeAsync<JsonElement>("SendMessage", userId, content, clientId));

    public Task MarkReadAsync(string conversation, long upTo) => connection.InvokeAsync("MarkRead", conversation, upTo);

    public Task SendTypingAsync(string userId, bool isTyping) => connection.InvokeAsync("Typing", userId, isTyping);

    public async Task<JsonElement> ResumeAsync(string? since) => await connection.InvokeAsync<JsonElement>("Resume", since);

    public Task<List<string>> AskXelaAsync(string message, Action? heard = null) =>
        PiecesAsync(connection.StreamAsync<string>("AskXela", message), heard);

    public Task<List<string>> FollowXelaAsync(string messageId, int index, Action? heard = null) =>
        PiecesAsync(connection.StreamAsync<string>("FollowXela", messageId, index), heard);

    private static async Task<List<string>> PiecesAsync(IAsyncEnumerable<string> stream, Action? heard)
    {
        var pieces = new List<string>();
        await foreach (var piece in stream)
        {
            pieces.Add(piece);
            heard?.Invoke();
        }
        return pieces;
    }

    /// <summary>Waits until posts up to a seq have arrived.</summary>
    public Task WaitForPostAsync(string circle, long seq) =>
        Until.TrueAsync(() => activities.Any(a => a.Circle == circle && a.CirclePost.Seq >= seq),
            () => $"Heard of seq {seq}: {string.Join(' ', PostsIn(circle).Select(s => s.Seq))}");

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
