using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using XelaConnect.ApiHost.Live;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>
/// A device that sends raw frames to the hub: calls of every method with random arguments, and frames that are no messages.
/// </summary>
internal static class FuzzDevice
{
    private const char End = '\u001e';

    private static readonly string Handshake = $"{{\"protocol\":\"json\",\"version\":1}}{End}";

    private static readonly MethodInfo[] Methods =
        [.. typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(LiveHub))];

    private static readonly string[] Frames =
    [
        "{}", "[]", "null", "1", "\"a\"", "{\"type\":\"a\"}", "{\"type\":99}", "{\"type\":-1}", "{\"type\":1}",
        "{\"type\":1,\"target\":null}", "{\"type\":2,\"invocationId\":\"none\",\"item\":1}", "{\"type\":3,\"invocationId\":\"none\"}",
        "{\"type\":3}", "{\"type\":5,\"invocationId\":\"none\"}", "{\"type\":6}", "{\"type\":7}",
        "{\"type\":7,\"error\":\"a\",\"allowReconnect\":true}", "{\"type\":8,\"sequenceId\":9223372036854775807}",
        "{\"type\":9,\"sequenceId\":-1}", "{\"type\":1,\"target\":\"WatchCircle\",\"arguments\":\"a\"}",
        "{\"type\":1,\"target\":\"Resume\",\"streamIds\":[\"1\"],\"arguments\":[null]}",
        "{\"type\":4,\"target\":\"AskXela\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":5,\"target\":\"Resume\",\"arguments\":[null]}",
        "{\"type\":1,\"target\":\"Dispose\",\"arguments\":[]}", "{\"type\":1,\"target\":\"OnConnectedAsync\",\"arguments\":[]}", "{",
        "\u001e\u001e\u001e", "not json", "{\"type\":1,\"headers\":{\"a\":\"b\"},\"target\":\"Resume\",\"arguments\":[null]}",
    ];

    /// <summary>
    /// Connects, sends some frames and waits for the answer to each call. Returns the number of frames and what was wrong with the answers.
    /// </summary>
    public static async Task<(int Sent, string? Fault)> RunAsync(Random random, FuzzContext context, Uri address)
    {
        using var deadline = new CancellationTokenSource(Until.Patience);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var token = context.TokenOf(random);
        if (token is not null && random.Chance(50)) socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        var query = token is null ? "" : $"?access_token={Uri.EscapeDataString(token)}";
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{address.Authority}/hubs/live{query}"), deadline.Token);
        }
        catch (WebSocketException)
        {
            return (1, socket.HttpStatusCode >= HttpStatusCode.InternalServerError ? $"connecting answered {socket.HttpStatusCode}" : null);
        }
        var frames = new List<string>();
        var (sent, fault) = await TalkAsync(random, context, socket, frames, deadline.Token);
        return (sent, fault is null ? null : $"{fault}\n{string.Join('\n', frames)}");
    }

    private static async Task<(int Sent, string? Fault)> TalkAsync(
        Random random, FuzzContext context, ClientWebSocket socket, List<string> frames, CancellationToken deadline)
    {
        var sent = 1;
        var expected = new HashSet<string>(StringComparer.Ordinal);
        frames.Add(random.Chance(95)
            ? Handshake
            : random.Of(["", "a", Handshake.Replace("json", "xml"), Handshake.Replace("1", "99"), $"{{}}{End}"]));
        for (var i = random.Next(1, 9); i > 0; i--)
            frames.Add(random.Chance(85) ? Call(random, context, $"{i}", expected) : random.Of(Frames) + End);
        var reading = ReadAsync(socket, expected, deadline);
        try
        {
            foreach (var frame in frames)
            {
                if (socket.State != WebSocketState.Open) break;
                var bytes = Encoding.UTF8.GetBytes(frame);
                if (random.Chance(2)) bytes = random.Chance(50) ? new byte[70_000] : [0xff, 0xfe, 0x00, (byte)End];
                var cut = random.Chance(10) ? random.Next(bytes.Length + 1) : bytes.Length;
                if (cut < bytes.Length)
                    await socket.SendAsync(bytes.AsMemory(0, cut), WebSocketMessageType.Text, endOfMessage: false, deadline);
                var type = random.Chance(97) ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                await socket.SendAsync(bytes.AsMemory(cut < bytes.Length ? cut : 0), type, endOfMessage: true, deadline);
                sent++;
            }
            // A device may also disappear.
            if (random.Chance(25)) socket.Abort();
            return (sent, await reading);
        }
        catch (Exception e) when (
            e is WebSocketException or IOException or ObjectDisposedException
                || (e is OperationCanceledException && !deadline.IsCancellationRequested))
        {
            // The host has closed the connection on what it was sent.
            return (sent, await reading);
        }
    }

    private static string Call(Random random, FuzzContext context, string id, HashSet<string> expected)
    {
        var method = random.Of(Methods);
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType)
            .Where(type => type != typeof(CancellationToken)).ToList();
        if (random.Chance(5)) parameters.Add(typeof(string));
        if (random.Chance(5) && parameters.Count > 0) parameters.RemoveAt(0);
        var isStream = method.ReturnType.IsGenericType && method.ReturnType.GenericTypeArguments[0]
            .Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal);
        var arguments = parameters.Select(type => FuzzRequests.Argument(random, context, type)).ToList();
        var (type, name) = (isStream != random.Chance(3) ? 4 : 1, random.Chance(97) ? method.Name : "Nothing");
        var frame = $"{{\"type\":{type},\"invocationId\":\"{id}\",\"target\":\"{name}\",\"arguments\":[{string.Join(',', arguments)}]}}";
        if (IsJson(frame)) expected.Add(id);
        return frame + End;
    }

    /// <summary>Whether an error is SignalR's message for an unhandled exception, or an outage. A refusal is a HubException.</summary>
    private static bool IsFailure(string error) =>
        (error.StartsWith("An unexpected error", StringComparison.Ordinal) && !error.Contains("HubException: ", StringComparison.Ordinal))
        || error.StartsWith("An error occurred on the server while streaming", StringComparison.Ordinal)
        || error.Contains("unavailable:", StringComparison.Ordinal);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads until every call is answered or the connection is closed. Neither within the deadline is a fault.</summary>
    private static async Task<string?> ReadAsync(ClientWebSocket socket, HashSet<string> expected, CancellationToken deadline)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        var pending = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!expected.IsSubsetOf(answered))
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), deadline);
                if (received.MessageType == WebSocketMessageType.Close) return null;
                pending.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                if (!received.EndOfMessage) continue;
                foreach (var message in pending.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries))
                {
                    using var document = JsonDocument.Parse(message);
                    if (!document.RootElement.TryGetProperty("type", out var type) || type.GetInt32() != 3) continue;
                    answered.Add(document.RootElement.GetProperty("invocationId").GetString()!);
                    if (document.RootElement.TryGetProperty("error", out var error) && error.GetString() is { } text && IsFailure(text))
                        return text;
                }
                pending.Clear();
            }
            return null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return $"no answer to {string.Join(", ", expected.Except(answered))}";
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            return null;
        }
    }
}
