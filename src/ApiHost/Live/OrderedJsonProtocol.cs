using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// SignalR's JSON protocol, which also says when an answer to <c>WatchCircle</c> is on the wire. Live activities wait for it: a client never sees an
/// activity before the list of those it missed.
/// </summary>
internal sealed class OrderedJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;
    public int Version => json.Version;
    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        // The framework's parser reports an unknown message type as incomplete input, so the messages behind it would wait for the next bytes. Skip it instead.
        for (var left = input.Length; !json.TryParseMessage(ref input, binder, out message); left = input.Length)
            if (input.Length == left) return false;
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        json.WriteMessage(message, output);
        // Writes of one connection are made one at a time, so whatever is sent from here on comes after this message.
        if (message is CompletionMessage { Result: WatchCircleResponse answer }) answer.Written?.Invoke();
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);
}
