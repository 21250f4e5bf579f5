using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace XelaConnect.Bench.Live;

/// <summary>
/// The hub's JSON protocol by hand over one WebSocket: handshake, one call at a time, what the server sends, pings.
/// A hundred of these share two cores with the host, so a post is read without building anything from it. The client in TestKit is
/// SignalR's own, whose cost would be in the figures.
/// </summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource ended = new();
    private readonly Action<long, long> onActivity;
    private TaskCompletionSource<JsonElement> answer = NewAnswer();
    private Task loops = Task.CompletedTask;
    private bool closing;

    private HubClient(Action<long, long> onActivity) => this.onActivity = onActivity;

    /// <summary>Why the connection is no more; null while it is.</summary>
    public string? Failure { get; private set; }

    /// <param name="onActivity">Gets the seq and the number in the message of every post, in order of arrival.</param>
    public static async Task<HubClient> ConnectAsync(
        IPEndPoint server, string token, Action<long, long> onActivity, CancellationToken cancellation)
    {
        var client = new HubClient(onActivity);
        try
        {
            client.socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await client.socket.ConnectAsync(new($"ws://{server}/hubs/live?access_token={Uri.EscapeDataString(token)}"), cancellation);
            await client.SendAsync("""{"protocol":"json","version":1}""");
            client.loops = Task.WhenAll(client.ReceiveLoopAsync(), client.PingLoopAsync());
            await client.answer.Task.WaitAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async Task<JsonElement> InvokeAsync(string method, CancellationToken cancellation, params object[] arguments)
    {
        answer = NewAnswer();
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":{{JsonSerializer.Serialize(arguments)}}}""");
        return await answer.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        closing = true;
        await ended.CancelAsync();
        await loops;
        socket.Dispose();
        ended.Dispose();
        sending.Dispose();
    }

    private static TaskCompletionSource<JsonElement> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendAsync(string record)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(record) + 1];
        Encoding.UTF8.GetBytes(record, bytes);
        bytes[^1] = RecordEnd;
        await sending.WaitAsync(ended.Token);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, ended.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task PingLoopAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(PingEvery);
            while (await timer.WaitForNextTickAsync(ended.Token))
                await SendAsync("""{"type":6}""");
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The receiving side says why.
        }
    }

    private async Task ReceiveLoopAsync()
    {
        var buffer = new byte[8192];
        var filled = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(filled), ended.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new BenchException($"The hub closed the connection: {socket.CloseStatus} {socket.CloseStatusDescription}");
                filled += received.Count;
                filled = ReadRecords(buffer, filled);
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or BenchException or JsonException)
        {
            if (!closing)
                Failure = e.Message;
            answer.TrySetException(new BenchException(e.Message));
            // Unobserved when no call was waiting, which is not a fault.
            _ = answer.Task.Exception;
        }
    }

    /// <summary>Handles every whole record and moves what is left to the front; answers how much that is.</summary>
    private int ReadRecords(byte[] buffer, int filled)
    {
        var begin = 0;
        while (buffer.AsSpan(begin, filled - begin).IndexOf(RecordEnd) is >= 0 and var length)
        {
            Handle(buffer.AsSpan(begin, length));
            begin += length + 1;
        }

        buffer.AsSpan(begin, filled - begin).CopyTo(buffer);
        return filled - begin;
    }

    private void Handle(ReadOnlySpan<byte> record)
    {
        if (HubRecord.TryReadActivity(record, out var seq, out var number))
        {
            onActivity(seq, number);
            return;
        }

        using var json = JsonDocument.Parse(record.ToArray());
        var root = json.RootElement;
        var type = root.TryGetProperty("type", out var t) ? t.GetInt32() : 0;
        if (root.TryGetProperty("error", out var error))
            throw new BenchException($"The hub refused: {error.GetString()}");
        if (type == 7)
            throw new BenchException("The hub ended the connection.");
        // The empty object that answers the handshake, or the answer of a call.
        if (type is 0 or 3)
            answer.TrySetResult(root.TryGetProperty("result", out var result) ? result.Clone() : default);
    }
}
