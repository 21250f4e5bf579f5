using System.Net.Sockets;
using System.Text;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>Requests as bytes that no HTTP client sends.</summary>
internal static class FuzzRaw
{
    private static readonly string[] Heads =
    [
        "GET /api/circles HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/circles HTTP/1.1\r\n\r\n",
        "GET /api/circles HTTP/9.9\r\nHost: x\r\n\r\n", "get /api/circles HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n", "\0\0\0\0",
        "GET http://elsewhere/api/circles HTTP/1.1\r\nHost: x\r\n\r\n", "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT a:80 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/circles?q=\u0001 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/circles HTTP/1.1\r\nHost: x\r\nA\r\n\r\n",
        "GET /api/circles HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", "GET /api/circles HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: "
        + "chunked\r\n\r\n0\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET /hubs/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n"
        + "Sec-WebSocket-Key: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001",
    ];

    private static readonly string[] Sizes = 
    [
        "0", "2", "zz", "-1", "", "80000000", "ffffffff", "100000000", "7fffffffffffffff", "8000000000000000", "fffffffffffffffffffffff",
        "2;a=b", "2 ", "0x2",
    ];

    /// <summary>Sends bytes, closes its side and reads to the end. Returns what is wrong with the answer, or null.</summary>
    public static async Task<string?> RunAsync(Random random, FuzzContext context, Uri address)
    {
        using var deadline = new CancellationTokenSource(Until.Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        var request = random.Chance(50) ? random.Of(Heads) : Chunked(random, context);
        var bytes = Encoding.Latin1.GetBytes(request);
        if (random.Chance(20)) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes.AsMemory(0, random.Chance(10) ? random.Next(bytes.Length) : bytes.Length), deadline.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            var answer = await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync(deadline.Token);
            // Kestrel refuses unknown methods and versions with these, before the program sees them.
            return answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && answer.Split(' ')[1] is not ("501" or "505")
                ? $"{request}\n{answer}"
                : null;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"no answer to {request}";
        }
    }

    private static readonly string[] Paths =
        ["/api/auth/login", "/api/circles", "/api/webhooks/stripe", "/api/auth/logout", "/hubs/live/negotiate", "/hubs/live?id=none"];

    private static string Chunked(Random random, FuzzContext context) =>
        $"POST {random.Of(Paths)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {context.Fixture.Stranger.Token}\r\n"
        + $"{(random.Chance(30) ? "Idempotency-Key: raw\r\n" : "")}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + $"{random.Of(Sizes)}\r\n{{}}\r\n{random.Of(Sizes)}\r\n\r\n";
}
