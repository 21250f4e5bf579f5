using Microsoft.AspNetCore.SignalR.Protocol;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// A device that is connecting. Its notifications are queued until the hub has accepted it, because clients count as
/// connected from the handshake response on, which precedes the hub's <c>OnConnectedAsync</c>.
/// </summary>
internal sealed class PendingConnection(SessionPrincipal session, UserWatch user)
{
    public SessionPrincipal Session { get; } = session;
    public UserWatch User { get; } = user;

    public Queue<SerializedHubMessage> Queue { get; } = new();

    /// <summary>Copied, because the HTTP context is disposed when a device disconnects during a call.</summary>
    public string? Languages { get; set; }

    /// <summary>The digest of the device's address, copied for the same reason.</summary>
    public string? Address { get; set; }
}

/// <summary>
/// The connection of one device. Messages are sent in order; a device that does not read is disconnected instead of
/// buffered without bound, and reads what it missed after it reconnects. Safe for concurrent use.
/// </summary>
internal sealed class LiveConnection(HubConnectionContext connection, PendingConnection pending)
{
    private const int MaxQueue = 2000;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly Lock sync = new();
    private readonly Queue<SerializedHubMessage> waiting = new();
    private bool isSending;
    private bool isDropped;

    public string Id => connection.ConnectionId;
    public UserWatch User { get; } = pending.User;
    public string UserId { get; } = pending.Session.UserId;
    public string SessionId { get; } = pending.Session.SessionId;
    public ConcurrentDictionary<string, CircleWatch> Circles { get; } = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);

    /// <summary>When its session is checked: at its expiry, and after a possible loss of the notification of its end.</summary>
    public DateTimeOffset SessionCheckDue { get; private set; }

    public void CheckSessionAt(DateTimeOffset due) =>
        SessionCheckDue = due < pending.Session.ExpiresAt ? due : pending.Session.ExpiresAt;

    public void Send(SerializedHubMessage message)
    {
        lock (sync)
        {
            if (isDropped) return;
            if (isSending)
            {
                if (waiting.Count < MaxQueue) waiting.Enqueue(message);
                else Drop();
                return;
            }
            isSending = true;
        }
        SendAll(message);
    }

    /// <summary>Sends a last message, tells the client not to reconnect, and aborts if it stays open.</summary>
    public async Task CloseAsync(SerializedHubMessage last, TimeProvider time)
    {
        Send(last);
        Send(new SerializedHubMessage(new CloseMessage(error: null, allowReconnect: false)));
        await Task.Delay(CloseTimeout, time);
        connection.Abort();
    }

    private void SendAll(SerializedHubMessage message)
    {
        while (true)
        {
            var write = connection.WriteAsync(message);
            if (!write.IsCompletedSuccessfully)
            {
                _ = FinishAsync(write);
                return;
            }
            if (!TryDequeue(out message)) return;
        }
    }

    private async Task FinishAsync(ValueTask write)
    {
        try { await write; }
        catch (Exception)
        {
            // The connection is lost; SignalR ends it, and the device reconnects with its last seq.
            lock (sync) Drop();
            return;
        }
        if (TryDequeue(out var message)) SendAll(message);
    }

    private bool TryDequeue(out SerializedHubMessage message)
    {
        lock (sync)
        {
            isSending = waiting.TryDequeue(out message!);
            return isSending;
        }
    }

    private void Drop()
    {
        isDropped = true;
        waiting.Clear();
        connection.Abort();
    }
}
