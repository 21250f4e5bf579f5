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

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Action<long, long> _onActivity;
    private TaskCompletionSource<JsonElement> _answer = NewAnswer();
    private Task _loops = Task.CompletedTask;
    private bool _closing;

    private HubClient(Action<long, long> onActivity) => _onActivity = onActivity;

    /// <summary>Why the connection is no more; null while it is.</summary>
    public string? Failure { get; private set; }

    /// <param name="onActivity">Gets the seq and the number in the message of every post, in order of arrival.</param>
    public static async Task<HubClient> ConnectAsync(
        IPEndPoint server, string token, Action<long, long> onActivity, CancellationToken cancellation)
    {
        var client = new HubClient(onActivity);
        try
        {
            client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await client._socket.ConnectAsync(new($"ws://{server}/hubs/live?access_token={Uri.EscapeDataString(token)}"), cancellation);
            await client.SendAsync("""{"protocol":"json","version":1}""");
            client._loops = Task.WhenAll(client.ReceiveLoopAsync(), client.PingLoopAsync());
            await client._answer.Task.WaitAsync(cancellation);
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
        _answer = NewAnswer();
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":{{JsonSerializer.Serialize(arguments)}}}""");
        return await _answer.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        await _ended.CancelAsync();
        await _loops;
        _socket.Dispose();
        _ended.Dispose();
        _sending.Dispose();
    }

    private static TaskCompletionSource<JsonElement> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendAsync(string record)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(record) + 1];
        Encoding.UTF8.GetBytes(record, bytes);
        bytes[^1] = RecordEnd;
        await _sending.WaitAsync(_ended.Token);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task PingLoopAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(PingEvery);
            while (await timer.WaitForNextTickAsync(_ended.Token))
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
                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), _ended.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new BenchException($"The hub closed the connection: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
                filled += received.Count;
                filled = ReadRecords(buffer, filled);
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or BenchException or JsonException)
        {
            if (!_closing)
                Failure = e.Message;
            _answer.TrySetException(new BenchException(e.Message));
            // Unobserved when no call was waiting, which is not a fault.
            _ = _answer.Task.Exception;
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
            _onActivity(seq, number);
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
            _answer.TrySetResult(root.TryGetProperty("result", out var result) ? result.Clone() : default);
    }
}
