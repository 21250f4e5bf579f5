namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Turns the notifications of one user into hub events. Notifications are numbered: after a gap everything since the
/// last time at which nothing was missing is read from the user's histories, and sent unless it was sent before. Not
/// safe for concurrent use, except for <see cref="Ticket"/>.
/// </summary>
internal sealed partial class UserNotificationFollower(
    string userId, IClusterClient cluster, Action<SerializedHubMessage> send, Action<SessionEnded> endSession,
    Action gapFound, TimeProvider time, ILogger log)
{
    /// <summary>Connections and feed items remembered, so that a gap fill does not send them again.</summary>
    private const int MaxRemembered = 64;
    /// <summary>The maximum number of messages of one conversation that are read to fill a gap.</summary>
    private const int MaxGap = 500;
    /// <summary>Longer than an event takes from its time to its number, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> lastSeqs = new(StringComparer.Ordinal);
    private readonly Queue<string> remembered = new();
    private readonly DeliveryMarker deliveries = new(userId, cluster, log);
    private readonly ReplyFollower replies = new(userId, cluster, send, log);
    private DateTimeOffset completeAsOf;
    /// <summary>Where the fill of a gap goes on. Without a gap there is none: it would keep three grains active.</summary>
    private SyncCursor? filledTo;

    /// <summary>Everything up to it was received; null before this host is registered.</summary>
    public PresenceTicket? Ticket { get; private set; }

    public async Task ApplyAsync(UserNotification notification)
    {
        if (Ticket is { } known && notification.Epoch is { } epoch)
        {
            if (epoch != known.Epoch || notification.Number > known.Number + 1) await FillAsync();
            var number = notification.Number + notification.Events.Length - 1;
            Ticket = new PresenceTicket(epoch, epoch == known.Epoch ? Math.Max(known.Number, number) : number);
        }
        foreach (var item in notification.Events) await ApplyAsync(item);
    }

    /// <summary>Connects this host to the user's presence, and fills a gap that no notification shows.</summary>
    public async Task CompareAsync(Func<Task<PresenceTicket>> connect)
    {
        var asOf = time.GetUtcNow();
        var current = await connect();
        if (Ticket is { } known && (known.Epoch != current.Epoch || known.Number < current.Number)) await FillAsync();
        Ticket = current;
        Confirm(asOf);
    }

    /// <summary>Nothing was missing at this time.</summary>
    public void Confirm(DateTimeOffset asOf)
    {
        if (asOf > completeAsOf) completeAsOf = asOf;
    }

    private async Task FillAsync()
    {
        gapFound();
        var asOf = time.GetUtcNow();
        filledTo ??= await new SyncReader(cluster, userId, log).BeforeAsync(completeAsOf - Margin);
        for (var more = true; more;)
        {
            var reader = new SyncReader(cluster, userId, log);
            var missed = await reader.ReadAsync(filledTo, circles: false);
            LogFilled(log, missed.Events.Count, userId);
            foreach (var item in missed.Events) await ApplyAsync(item);
            filledTo = SyncCursor.Parse(missed.NextCursor)!;
            more = missed.More;
            // The gap stays, so that it is filled with the next notification or comparison.
            if (reader.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        }
        filledTo = null;
        Confirm(asOf);
    }

    private async ValueTask ApplyAsync(SyncEventJson item)
    {
        switch (item.Data)
        {
            case MessageMessage line when line.ConversationId == Xela.ConversationOf(userId): await SendReplyAsync(line); break;
            case MessageMessage message: await SendMessageAsync(message); break;
            case ConnectionJson connection: SendOnce(KeyOf(connection), item.Type, connection); break;
            case ActivityJson feedItem: SendOnce(feedItem.Id, item.Type, feedItem); break;
            default: Send(item.Type, item.Data); break;
        }
    }

    private async ValueTask ApplyAsync(PersonalEvent item)
    {
        if (item.Message is { } message)
            await SendMessageAsync(MessageMessage.Of(message.ConversationId, message.Message));
        if (item.Read is { } read)
            Send(LiveEvents.MessageRead, new MessageReadMessage(read.ConversationId, read.UserId, read.UpToSeq));
        if (item.Delivered is { } delivered)
            Send(LiveEvents.MessageDelivered, new MessageReadMessage(delivered.ConversationId, delivered.UserId, delivered.UpToSeq));
        if (item.Typing is { } typing)
            Send(LiveEvents.Typing, new TypingMessage(typing.ConversationId, typing.UserId, typing.IsTyping));
        if (item.Presence is { } presence)
            Send(LiveEvents.Presence, new PresenceMessage(presence.UserId, presence.Status));
        if (item.Connection is { } view && ConnectionJson.Of(view) is var connection)
            SendOnce(KeyOf(connection), LiveEvents.Connection, connection);
        if (item.Activity is { } feedItem) SendOnce(feedItem.Id, LiveEvents.Activity, ActivityJson.Of(feedItem));
        if (item.ActivityRead is { } readId) Send(LiveEvents.ActivityRead, new ActivityReadMessage(readId));
        if (item.SessionEnded is { } ended) endSession(ended);
        if (item.XelaAnswering is { } replyId) replies.Follow(replyId);
        if (item.Xela is { } line) await SendReplyAsync(MessageMessage.Of(line.ConversationId, userId, line.Message));
    }

    private async ValueTask SendReplyAsync(MessageMessage line)
    {
        await replies.FinishAsync(line);
        await SendMessageAsync(line);
    }

    /// <summary>Sends each message once and in order; the messages of a gap are read from the conversation.</summary>
    private async ValueTask SendMessageAsync(MessageMessage message)
    {
        if (lastSeqs.TryGetValue(message.ConversationId, out var last))
        {
            if (message.Seq <= last) return;
            if (message.Seq > last + 1 && Pair.TryOfConversation(message.ConversationId, userId, out var pair))
            {
                var gap = (int)Math.Min(message.Seq - last - 1, MaxGap);
                var missed = await cluster.Conversation(pair.Key).HistoryAsync(userId, last, null, gap);
                if (missed.IsOk)
                    foreach (var one in missed.Value) Send(LiveEvents.Message, MessageMessage.Of(message.ConversationId, one));
            }
        }
        lastSeqs[message.ConversationId] = message.Seq;
        Send(LiveEvents.Message, message);
        if (message.SenderId != userId) deliveries.Mark(message.ConversationId, message.Seq);
    }

    private void SendOnce(string key, string name, object data)
    {
        if (remembered.Contains(key)) return;
        remembered.Enqueue(key);
        if (remembered.Count > MaxRemembered) remembered.Dequeue();
        Send(name, data);
    }

    private void Send(string name, object data) => send(LiveEvents.Serialize(name, data));

    private static string KeyOf(ConnectionJson connection) =>
        $"{connection.Id}/{connection.Status}/{connection.CreatedAt.UtcTicks}";

    [LoggerMessage(5103, LogLevel.Information, "Gap of {Events} events of {UserId} filled; notifications were lost")]
    private static partial void LogFilled(ILogger log, int events, string userId);
}

/// <summary>Marks messages as delivered: one call for each conversation at a time, and the latest seq wins.</summary>
internal sealed partial class DeliveryMarker(string userId, IClusterClient cluster, ILogger log)
{
    private readonly Dictionary<string, long> latest = new(StringComparer.Ordinal);

    public void Mark(string conversationId, long seq)
    {
        lock (latest)
        {
            var isRunning = latest.ContainsKey(conversationId);
            latest[conversationId] = seq;
            if (isRunning) return;
        }
        _ = MarkAsync(conversationId);
    }

    private async Task MarkAsync(string conversationId)
    {
        for (var marked = 0L; ;)
        {
            lock (latest)
            {
                if (latest[conversationId] == marked)
                {
                    latest.Remove(conversationId);
                    return;
                }
                marked = latest[conversationId];
            }
            try
            {
                if (Pair.TryOfConversation(conversationId, userId, out var pair))
                    await cluster.Conversation(pair.Key).MarkDeliveredAsync(userId, marked);
            }
            catch (Exception e) { LogNotMarked(log, e, conversationId); }
        }
    }

    [LoggerMessage(5104, LogLevel.Warning, "Delivery mark of {ConversationId} failed; the next message marks both")]
    private static partial void LogNotMarked(ILogger log, Exception e, string conversationId);
}
