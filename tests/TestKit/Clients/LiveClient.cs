using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace XelaConnect.TestKit.Clients;

/// <summary>What <c>WatchCircle</c> answers.</summary>
public sealed record Watched(Said[] Missed, long Seq, bool More);

/// <summary>One message, as HTTP and the hub both show it.</summary>
public sealed record Told(string Id, long Seq, string SenderId, string Content)
{
    public static Told Of(JsonElement m) => new(
        m.GetProperty("message_id").GetString()!, m.GetProperty("seq").GetInt64(), m.GetProperty("sender_id").GetString()!, m.GetProperty("content").GetString()!);

    public static Told[] All(JsonElement list) => [.. list.EnumerateArray().Select(Of)];
}

/// <summary>A device on the live hub, and all that it heard, in the order it heard it.</summary>
public sealed class LiveClient : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly ConcurrentQueue<(string Circle, Said Said)> activities = new();
    private readonly ConcurrentQueue<(string Circle, long Count)> counts = new();
    private readonly ConcurrentQueue<long> removed = new();
    private readonly ConcurrentQueue<(string Name, JsonElement News)> personal = new();
    private readonly TaskCompletionSource<string> sessionEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveClient(HubConnection connection)
    {
        this.connection = connection;
        connection.On<JsonElement>("CircleActivity", news => activities.Enqueue((news.GetProperty("circle_id").GetString()!, Said.Of(news))));
        connection.On<JsonElement>("CircleMembers", news => counts.Enqueue((news.GetProperty("circle_id").GetString()!, news.GetProperty("members_count").GetInt64())));
        connection.On<JsonElement>("CircleActivityRemoved", news => removed.Enqueue(news.GetProperty("seq").GetInt64()));
        foreach (var name in (string[])["Message", "MessageRead", "MessageDelivered", "Typing", "Presence", "Connection", "Activity", "ActivityRead", "WatchEnded", "XelaDelta"])
            connection.On<JsonElement>(name, news => personal.Enqueue((name, news)));
        connection.On<JsonElement>("SessionEnded", news => sessionEnded.TrySetResult(news.GetProperty("reason").GetString()!));
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
        IApiServer host, string token, HttpTransportType transport = HttpTransportType.WebSockets) => ConnectAsync(host, "/hubs/live", options =>
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

    public IReadOnlyList<Said> Heard(string circle) => [.. activities.Where(a => a.Circle == circle).Select(a => a.Said)];

    public IReadOnlyList<long> Counts(string circle) => [.. counts.Where(c => c.Circle == circle).Select(c => c.Count)];

    public long LastCount(string circle) => counts.LastOrDefault(c => c.Circle == circle).Count;

    public async Task<Watched> WatchAsync(string circle, long? afterSeq = null)
    {
        var answer = await connection.InvokeAsync<JsonElement>("WatchCircle", circle, afterSeq);
        return new Watched(Said.All(answer.GetProperty("missed")), answer.GetProperty("seq").GetInt64(), answer.TryGetProperty("more", out var more) && more.GetBoolean());
    }

    /// <summary>What <c>WatchCircle</c> answers, as it is.</summary>
    public Task<JsonElement> WatchRawAsync(string circle, long? afterSeq) => connection.InvokeAsync<JsonElement>("WatchCircle", circle, afterSeq);

    public Task UnwatchAsync(string circle) => connection.InvokeAsync("UnwatchCircle", circle);

    public async Task<Said> SayAsync(string circle, string message, string clientId) =>
        Said.Of(await connection.InvokeAsync<JsonElement>("PostToCircle", circle, message, clientId));

    /// <summary>Everything of one name that this device was told for its person, in order.</summary>
    public IReadOnlyList<JsonElement> Told(string name) => [.. personal.Where(p => p.Name == name).Select(p => p.News)];

    /// <summary>Everything that this device was told for its person, in order.</summary>
    public IReadOnlyList<(string Name, JsonElement News)> ToldOfAll() => [.. personal];

    /// <summary>The messages it was told of, in order.</summary>
    public IReadOnlyList<Told> Messages() => [.. Told("Message").Select(Clients.Told.Of)];

    /// <summary>Waits until it was told something.</summary>
    public Task ToldAsync(string name, Func<JsonElement, bool> what) =>
        Until.TrueAsync(() => Told(name).Any(what), () => $"Told of {name}: {string.Join(' ', Told(name))}");

    public async Task<Told> TellAsync(string userId, string content, string clientId) =>
        Clients.Told.Of(await connection.InvokeAsync<JsonElement>("SendMessage", userId, content, clientId));

    public Task MarkReadAsync(string conversation, long upTo) => connection.InvokeAsync("MarkRead", conversation, upTo);

    public Task TypeAsync(string userId, bool isTyping) => connection.InvokeAsync("Typing", userId, isTyping);

    public async Task<JsonElement> ResumeAsync(string? since) => await connection.InvokeAsync<JsonElement>("Resume", since);

    public Task<List<string>> AskXelaAsync(string message, Action? heard = null) => PiecesAsync(connection.StreamAsync<string>("AskXela", message), heard);

    public Task<List<string>> FollowXelaAsync(string messageId, int index, Action? heard = null) => PiecesAsync(connection.StreamAsync<string>("FollowXela", messageId, index), heard);

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

    /// <summary>Waits until it has heard up to a seq.</summary>
    public Task HeardUpToAsync(string circle, long seq) =>
        Until.TrueAsync(() => activities.Any(a => a.Circle == circle && a.Said.Seq >= seq), () => $"Heard of seq {seq}: {string.Join(' ', Heard(circle).Select(s => s.Seq))}");

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
