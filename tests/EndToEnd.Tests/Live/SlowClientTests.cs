using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace XelaConnect.EndToEnd.Tests.Live;

[Collection(SharedHost.Name)]
public sealed class SlowClientTests(SharedHost shared)
{
    private const int Most = 20_000;
    private const long MostMemory = 300L * 1024 * 1024;

    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Client_that_does_not_read_is_dropped()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using var reader = await ada.ConnectAsync();
        await reader.WatchAsync(circle);
        using var deaf = await OpenAsync(ada, circle);
        await using var poster = await ada.ConnectAsync();
        var before = host.Memory;

        var text = new string('a', 4000);
        var posted = 0L;
        var highest = 0L;
        while (posted < Most && await StillThereAsync(deaf))
        {
            posted = (await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ada.PostToCircleAsync(circle, text)))).Max(s => s.Seq);
            highest = Math.Max(highest, host.Memory);
        }

        // Cutting it takes the transport a few seconds, in which a fast machine posts a lot.
        await Until.TrueAsync(async () => !await StillThereAsync(deaf));
        (highest - before).ShouldBeLessThan(MostMemory);
        // Others are not held up by it.
        await reader.WaitForPostAsync(circle, posted);
        reader.PostsIn(circle).Select(s => s.Seq).ShouldBe(Enumerable.Range(1, (int)posted).Select(i => (long)i));
    }

    private async Task<ClientWebSocket> OpenAsync(Person person, string circle)
    {
        // A small window, so that little is hidden in the buffers of the system.
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await tcp.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        }, disposeHandler: false);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(host.Address) { Scheme = "ws", Path = "/hubs/live", Query = $"access_token={person.Token}" }
            .Uri, invoker, CancellationToken.None);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":"WatchCircle","arguments":["{{circle}}",null]}""");
        var answer = new StringBuilder();
        var buffer = new byte[1024];
        while (!answer.ToString().Contains("\"invocationId\":\"1\"", StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>A SignalR ping: it says "I am here" and fails once the other side has closed.</summary>
    private static async Task<bool> StillThereAsync(ClientWebSocket socket)
    {
        try
        {
            await SendAsync(socket, """{"type":6}""");
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
