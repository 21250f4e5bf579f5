using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// One device's connection, as the relay sees it: what is sent arrives in order, and a device that does not read is dropped instead of kept for without
/// bound. It reconnects and says how far it had come. Safe for concurrent use.
/// </summary>
internal sealed class LiveConnection(HubConnectionContext connection, string userId, string sessionId)
{
    /// <summary>The most messages that may wait for a slow reader.</summary>
    private const int MaxQueue = 2000;

    private readonly Lock sync = new();
    private readonly Queue<SerializedHubMessage> waiting = new();
    private bool sending;
    private bool over;

    public string Id => connection.ConnectionId;
    public string UserId { get; } = userId;
    public string SessionId { get; } = sessionId;

    /// <summary>Sends after everything sent before.</summary>
    public void Send(SerializedHubMessage message)
    {
        lock (sync)
        {
            if (over) return;
            if (sending)
            {
                if (waiting.Count < MaxQueue) waiting.Enqueue(message);
                else Drop();
                return;
            }
            sending = true;
        }
        Continue(message);
    }

    /// <summary>Says goodbye and closes, so that a well-behaved client knows not to come back with this session; cuts it if it stays.</summary>
    public async Task CutAsync(SerializedHubMessage goodbye, TimeProvider time)
    {
        Send(goodbye);
        Send(new SerializedHubMessage(new CloseMessage(error: null, allowReconnect: false)));
        await Task.Delay(TimeSpan.FromMilliseconds(500), time);
        connection.Abort();
    }

    private void Continue(SerializedHubMessage message)
    {
        while (true)
        {
            var write = connection.WriteAsync(message);
            if (!write.IsCompletedSuccessfully)
            {
                _ = FinishAsync(write);
                return;
            }
            if (!TryNext(out message)) return;
        }
    }

    private async Task FinishAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (Exception)
        {
            // The connection is gone; SignalR ends it and the device comes back with the last seq it has.
            lock (sync) Drop();
            return;
        }
        if (TryNext(out var message)) Continue(message);
    }

    private bool TryNext(out SerializedHubMessage message)
    {
        lock (sync)
        {
            if (!over && waiting.TryDequeue(out var next))
            {
                message = next;
                return true;
            }
            sending = false;
            message = null!;
            return false;
        }
    }

    private void Drop()
    {
        over = true;
        waiting.Clear();
        connection.Abort();
    }
}
