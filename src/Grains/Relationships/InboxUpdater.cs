using System.Globalization;

namespace XelaConnect.Grains.Relationships;

internal sealed partial class InboxUpdater(IGrainFactory grains, TimeProvider time, ILogger log)
{
    /// <summary>So that a client that lists its conversations after sending finds the message.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(500);
    private PairState published = null!;
    private Task updating = Task.CompletedTask;

    /// <summary>The loaded state needs no notification.</summary>
    public void Start(PairState pair) => published = pair;

    public void Update(PairState pair, ImmutableArray<EventEnvelope<PairEvent>> events)
    {
        var before = published;
        published = pair;
        if (pair.OpenedAt is null) return;
        var notifications = NotificationsOf(before, pair, events);
        updating = Task.WhenAll(
            UpdateAsync(pair, pair.Pair.Low, notifications), UpdateAsync(pair, pair.Pair.High, notifications));
    }

    public async Task WaitAsync()
    {
        if (updating.IsCompleted) return;
        try { await updating.WaitAsync(MaxWait, time); }
        catch (TimeoutException) { /* the outbox updates the inboxes */ }
    }

    public Task StoreAsync(PairState pair) =>
        Task.WhenAll(StoreAsync(pair, pair.Pair.Low), StoreAsync(pair, pair.Pair.High));

    private static ImmutableArray<PersonalEvent> NotificationsOf(
        PairState before, PairState pair, ImmutableArray<EventEnvelope<PairEvent>> events)
    {
        var notifications = ImmutableArray.CreateBuilder<PersonalEvent>();
        var conversationId = pair.Pair.ConversationId;
        foreach (var envelope in events)
        {
            if (envelope.Event is not MessageSent) continue;
            var message = ConversationRules.ViewOf(pair, StoredMessage.Of(envelope));
            notifications.Add(new PersonalEvent(Message: new MessageNotification(conversationId, message)));
        }
        foreach (var userId in (string[])[pair.Pair.Low, pair.Pair.High])
        {
            var readUpTo = ConversationRules.ReadUpTo(pair, userId);
            var deliveredUpTo = ConversationRules.DeliveredUpTo(pair, userId);
            if (readUpTo > ConversationRules.ReadUpTo(before, userId))
                notifications.Add(new PersonalEvent(Read: new MarkView(conversationId, userId, readUpTo)));
            if (deliveredUpTo > ConversationRules.DeliveredUpTo(before, userId))
                notifications.Add(new PersonalEvent(Delivered: new MarkView(conversationId, userId, deliveredUpTo)));
        }
        return notifications.ToImmutable();
    }

    /// <summary>The sender's own devices are notified too, so that all devices of a user show the same.</summary>
    private async Task UpdateAsync(PairState pair, string userId, ImmutableArray<PersonalEvent> notifications)
    {
        try
        {
            if (!notifications.IsEmpty && !pair.IsBlocked) DeviceNotifier.Notify(grains, userId, notifications, log);
            await grains.Inbox(userId).CacheAsync(ConversationRules.ViewOf(pair, userId));
        }
        catch (Exception e) { LogInboxNotUpdated(log, e, userId, pair.Pair.ConversationId); }
    }

    private Task<Outcome<Done>> StoreAsync(PairState pair, string userId)
    {
        var view = ConversationRules.ViewOf(pair, userId);
        var operation = string.Create(CultureInfo.InvariantCulture, $"{view.Id}/{view.Version}");
        return grains.Inbox(userId).PutAsync(new PutConversation(operation, view));
    }

    [LoggerMessage(2702, LogLevel.Warning, "Inbox update of {UserId} for {Conversation} failed; the outbox updates it within seconds")]
    private static partial void LogInboxNotUpdated(ILogger log, Exception e, string userId, string conversation);
}
