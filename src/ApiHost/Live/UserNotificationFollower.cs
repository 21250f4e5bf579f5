using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Sync;
using XelaConnect.Companion;
using XelaConnect.Notifications;
using XelaConnect.Presence;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// What one person's devices on this host are told. News is numbered: a gap means that some was lost, and then everything since the last place known to be
/// complete is read from the person's own histories, and told if it has not been. Called in one lane.
/// </summary>
internal sealed partial class UserNotificationFollower(string userId, IClusterClient cluster, ILogger log)
{
    /// <summary>Connections and activities told lately, so that what is read again is not told again.</summary>
    private const int Remembered = 64;

    /// <summary>The most messages of one conversation that are read to close a gap.</summary>
    private const int MaxGap = 500;

    private readonly Dictionary<string, long> lastSeq = new(StringComparer.Ordinal);
    private readonly Queue<string> delivered = new();
    private readonly Dictionary<string, long> delivering = new(StringComparer.Ordinal);
    private PresenceTicket? ticket;
    private SyncCursor? complete;

    /// <summary>Tells news, in order.</summary>
    public async Task ApplyAsync(UserNotification news, Action<SerializedHubMessage> send)
    {
        if (ticket is { } known)
        {
            if (news.Epoch != known.Epoch || news.Number > known.Number + 1) await FillAsync(send);
            ticket = new PresenceTicket(news.Epoch ?? known.Epoch, Math.Max(known.Epoch == news.Epoch ? known.Number : 0, news.Number + news.Events.Length - 1));
        }
        foreach (var happened in news.Events) await ApplyAsync(happened, send);
    }

    /// <summary>Says that the host has devices of this person, and makes up for news that was lost without a trace: the last one, or all of a silo that is gone.</summary>
    public async Task CompareAsync(Func<Task<PresenceTicket>> connect, Action<SerializedHubMessage> send)
    {
        var now = await SyncReader.NowAsync(cluster, userId, circles: false);
        var said = await connect();
        if (ticket is { } known && (known.Epoch != said.Epoch || known.Number < said.Number)) await FillAsync(send);
        ticket = said;
        complete = now;
    }

    private async Task FillAsync(Action<SerializedHubMessage> send)
    {
        if (complete is not { } since) return;
        // Of the conversation with Xela the place is what was told: asking for it would wake a grain for everyone who is connected and never talks to her.
        since = since with { Xela = lastXela };
        for (var more = true; more;)
        {
            var missed = await SyncReader.ReadAsync(cluster, userId, since, circles: false);
            LogFilled(log, missed.Events.Count);
            foreach (var happened in missed.Events) await RetryDeliveryMarksAsync(happened, send);
            complete = since = SyncCursor.Parse(missed.NextCursor)!;
            more = missed.More;
        }
    }

    private async ValueTask RetryDeliveryMarksAsync(SyncEventJson happened, Action<SerializedHubMessage> send)
    {
        switch (happened.Data)
        {
            case MessageMessage line when line.ConversationId == Xela.ConversationOf(userId): await DeliverReplyAsync(line, send); break;
            case MessageMessage message: await DeliverMessageAsync(message, send); break;
            case ConnectionJson connection: DeliverOnce(KeyOf(connection), happened.Type, connection, send); break;
            case ActivityJson activity: DeliverOnce(activity.Id, happened.Type, activity, send); break;
            default: send(Serialised(happened.Type, happened.Data)); break;
        }
    }

    private async ValueTask ApplyAsync(PersonalEvent happened, Action<SerializedHubMessage> send)
    {
        if (happened.Message is { } message) await DeliverMessageAsync(MessageMessage.Of(message.ConversationId, message.Message), send);
        if (happened.Read is { } read) send(Serialised(LiveEvents.MessageRead, new MessageReadMessage(read.ConversationId, read.UserId, read.UpToSeq)));
        if (happened.Delivered is { } delivered) send(Serialised(LiveEvents.MessageDelivered, new MessageReadMessage(delivered.ConversationId, delivered.UserId, delivered.UpToSeq)));
        if (happened.Typing is { } typing) send(Serialised(LiveEvents.Typing, new TypingMessage(typing.ConversationId, typing.UserId, typing.IsTyping)));
        if (happened.Presence is { } presence) send(Serialised(LiveEvents.Presence, new PresenceMessage(presence.UserId, presence.Status)));
        if (happened.Connection is { } connection) DeliverOnce(KeyOf(ConnectionJson.Of(connection)), LiveEvents.Connection, ConnectionJson.Of(connection), send);
        if (happened.Activity is { } activity) DeliverOnce(activity.Id, LiveEvents.Activity, ActivityJson.Of(activity), send);
        if (happened.ActivityRead is { } readId) send(Serialised(LiveEvents.ActivityRead, new ActivityReadMessage(readId)));
        if (happened.XelaAnswering is { } answerId) Follow(answerId, send);
        if (happened.Xela is { } line) await DeliverReplyAsync(MessageMessage.Of(line.ConversationId, userId, line.Message), send);
    }

    /// <summary>Each message once and in order: what the news left out in between is read from the conversation.</summary>
    private async ValueTask DeliverMessageAsync(MessageMessage message, Action<SerializedHubMessage> send)
    {
        if (lastSeq.TryGetValue(message.ConversationId, out var last))
        {
            if (message.Seq <= last) return;
            if (message.Seq > last + 1 && Pair.TryOfConversation(message.ConversationId, userId, out var pair))
            {
                var between = await cluster.Conversation(pair.Key).HistoryAsync(userId, last, null, (int)Math.Min(message.Seq - last - 1, MaxGap));
                if (between.IsOk) foreach (var missed in between.Value) send(Serialised(LiveEvents.Message, MessageMessage.Of(message.ConversationId, missed)));
            }
        }
        lastSeq[message.ConversationId] = message.Seq;
        send(Serialised(LiveEvents.Message, message));
        if (message.SenderId != userId) Deliver(message.ConversationId, message.Seq);
    }

    private void DeliverOnce(string key, string name, object news, Action<SerializedHubMessage> send)
    {
        if (delivered.Contains(key)) return;
        delivered.Enqueue(key);
        if (delivered.Count > Remembered) delivered.Dequeue();
        send(Serialised(name, news));
    }

    /// <summary>Says that a device has it; one call a conversation at a time, the latest seq wins.</summary>
    private void Deliver(string conversationId, long seq)
    {
        lock (delivering)
        {
            var underWay = delivering.ContainsKey(conversationId);
            delivering[conversationId] = seq;
            if (underWay) return;
        }
        _ = DeliverAsync(conversationId);
    }

    private async Task DeliverAsync(string conversationId)
    {
        for (var said = 0L; ;)
        {
            long seq;
            lock (delivering)
            {
                seq = delivering[conversationId];
                if (seq == said)
                {
                    delivering.Remove(conversationId);
                    return;
                }
            }
            said = seq;
            try
            {
                if (Pair.TryOfConversation(conversationId, userId, out var pair)) await cluster.Conversation(pair.Key).MarkDeliveredAsync(userId, seq);
            }
            catch (Exception e)
            {
                LogNotMarked(log, e);
            }
        }
    }

    private static string KeyOf(ConnectionJson connection) => $"{connection.Id}/{connection.Status}/{connection.CreatedAt.UtcTicks}";

    private static SerializedHubMessage Serialised(string name, object news) => new(new InvocationMessage(name, [news]));

    [LoggerMessage(5103, LogLevel.Information, "News for a person was lost; {Events} events were read from their histories.")]
    private static partial void LogFilled(ILogger log, int events);

    [LoggerMessage(5104, LogLevel.Warning, "That a message was delivered was not marked; the next one marks both.")]
    private static partial void LogNotMarked(ILogger log, Exception e);
}
