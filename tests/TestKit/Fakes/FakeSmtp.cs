using System.Net;
using System.Net.Sockets;
using System.Text;

namespace XelaConnect.TestKit.Fakes;

/// <summary>An SMTP server that takes every mail, unless it is set to refuse.</summary>
public sealed class FakeSmtp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly List<string> mails = [];
    private readonly Task accepting;

    public FakeSmtp()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it answers to the recipient; 250 takes it.</summary>
    public string Recipient { get; set; } = "250 ok";

    /// <summary>What it answers to the sender; 250 takes it.</summary>
    public string Sender { get; set; } = "250 ok";

    /// <summary>The mails that it has taken, as they came.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            lock (mails) return [.. mails];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (accepting.IsCompleted) return;
        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopped.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 fake");
            while (await reader.ReadLineAsync(stopped.Token) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "DATA") await ReadAsync(reader, writer);
                else
                {
                    await writer.WriteLineAsync(verb switch
                    {
                        "EHLO" => "250 fake",
                        "MAIL" => Sender,
                        "RCPT" => Recipient,
                        "QUIT" => "221 bye",
                        _ => "250 ok",
                    });
                }
                if (verb == "QUIT") return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException) { }
    }

    private async Task ReadAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stopped.Token) is { } line && line != ".") mail.AppendLine(line);
        lock (mails) mails.Add(mail.ToString());
        await writer.WriteLineAsync("250 taken");
    }
}
