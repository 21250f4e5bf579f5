using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>Opens the one transport the tests need for SignalR's client: a WebSocket, with the token in the query as browsers send it.</summary>
internal sealed class WebSocketConnections : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return new WebSocketConnection(socket);
    }

    private sealed class WebSocketConnection : ConnectionContext, IDuplexPipe
    {
        private readonly ClientWebSocket socket;
        private readonly Pipe incoming = new();
        private readonly Pipe outgoing = new();
        private readonly CancellationTokenSource closed = new();
        private readonly Task receiving;
        private readonly Task sending;

        public WebSocketConnection(ClientWebSocket socket)
        {
            this.socket = socket;
            ConnectionClosed = closed.Token;
            Transport = this;
            receiving = ReceiveAsync();
            sending = SendAsync();
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

        public override IDuplexPipe Transport { get; set; }

        PipeReader IDuplexPipe.Input => incoming.Reader;

        PipeWriter IDuplexPipe.Output => outgoing.Writer;

        /// <summary>As when the network goes: nothing more is said.</summary>
        public override void Abort(ConnectionAbortedException abortReason) => socket.Abort();

        public override async ValueTask DisposeAsync()
        {
            await incoming.Reader.CompleteAsync();
            await outgoing.Writer.CompleteAsync();
            await sending;
            socket.Abort();
            await receiving;
            socket.Dispose();
            closed.Dispose();
            await base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? failure = null;
            try
            {
                while (true)
                {
                    var read = await socket.ReceiveAsync(incoming.Writer.GetMemory(4096), CancellationToken.None);
                    if (read.MessageType == WebSocketMessageType.Close) break;
                    incoming.Writer.Advance(read.Count);
                    if ((await incoming.Writer.FlushAsync()).IsCompleted) break;
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
            await incoming.Writer.CompleteAsync(failure);
            await closed.CancelAsync();
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    var read = await outgoing.Reader.ReadAsync();
                    if (!read.Buffer.IsEmpty) await socket.SendAsync(read.Buffer.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    outgoing.Reader.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted) break;
                }
            }
            catch (Exception e) when (e is WebSocketException or InvalidOperationException or OperationCanceledException)
            {
                // The socket is gone; whoever reads hears of it.
            }
            await outgoing.Reader.CompleteAsync();
        }
    }
}
