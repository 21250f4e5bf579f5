using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace XelaConnect.Bench.Http;

/// <summary>One kept-alive connection that asks, waits for the whole answer, and asks again.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[8192];
    private int bodyStart;
    private int length;

    public static async Task<HttpConnection> ConnectAsync(IPEndPoint server, CancellationToken cancellation = default)
    {
        var connection = new HttpConnection();
        try
        {
            await connection.socket.ConnectAsync(server, cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The body of the last answer on one line, for a message: as it came, chunk sizes included.</summary>
    public string LastBody => Encoding.UTF8.GetString(buffer, bodyStart, length - bodyStart).ReplaceLineEndings(" ").Trim();

    /// <summary>Sends one request and answers the status, once all of the answer is here.</summary>
    /// <remarks>No cancellation token, which would cost a registration at each call: disposing ends the waiting.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        var sent = await socket.SendAsync(request, SocketFlags.None);
        while (sent < request.Length)
            sent += await socket.SendAsync(request[sent..], SocketFlags.None);

        var received = 0;
        while (true)
        {
            if (received == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(received), SocketFlags.None);
            if (read == 0)
                throw new BenchException("The server closed the connection.");
            received += read;
            if (!HttpResponse.TryParse(buffer.AsSpan(0, received), out var status, out bodyStart, out length))
                continue;
            if (received != length)
                throw new BenchException("The server sent more than one answer to one request.");
            return status;
        }
    }

    public void Dispose() => socket.Dispose();
}
