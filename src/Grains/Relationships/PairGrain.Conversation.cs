using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

internal sealed partial class PairGrain
{
    /// <summary>How long an answer waits for the inboxes, so that whoever has it and then asks for a list finds the message in it. They are owed it either way.</summary>
    private static readonly TimeSpan InboxWait = TimeSpan.FromMilliseconds(500);

    private Task updating = Task.CompletedTask;
    private PairState notifier = null!;

    public async Task<Outcome<ConversationView>> OpenAsync(OpenConversation command)
    {
        var opened = await Handle(command, ConversationRules.Open, pair => ConversationRules.ViewOf(pair, command.UserId));
        await UpdatedAsync();
        return opened;
    }

    public Task<Outcome<ConversationView>> GetAsync(string viewerId) => Task.FromResult<Outcome<ConversationView>>(
        CanRead(viewerId) ? ConversationRules.ViewOf(Committed, viewerId) : ConversationFaults.Unknown);

    public async Task<Outcome<MessageView>> SendAsync(SendMessage command)
    {
        var sent = await Handle(command, ConversationRules.Send, static (pair, events) => ConversationRules.ViewOf(pair, StoredOf(events.Last(static e => e.SubStream == PairState.Messages))));
        await UpdatedAsync();
        return sent;
    }

    public async Task<Outcome<ImmutableArray<MessageView>>> HistoryAsync(string viewerId, long? afterSeq, long? beforeSeq, int limit)
    {
        if (!CanRead(viewerId)) return ConversationFaults.Unknown;
        var (after, most) = RecentEntries.Page(afterSeq, beforeSeq, Committed.LastSeq, limit);
        var messages = await RangeAsync(after, most);
        // Whoever fetched them has them.
        if (messages.LastOrDefault(m => m.SenderId != viewerId) is { } newest) _ = MarkDeliveredAsync(viewerId, newest.Seq);
        return messages.Select(m => ConversationRules.ViewOf(Committed, m)).ToImmutableArray();
    }

    public async Task<Outcome<MarkView>> MarkReadAsync(string userId, long? upToSeq)
    {
        if (!CanRead(userId)) return ConversationFaults.Unknown;
        var upTo = Math.Min(upToSeq ?? Committed.LastSeq, Committed.LastSeq);
        if (upTo > ConversationRules.ReadUpTo(Committed, userId) && await RangeAsync(upTo - 1, 1) is [var last])
        {
            // A mark is its own operation: up to where it goes is all there is to it.
            var operation = string.Create(CultureInfo.InvariantCulture, $"read/{userId}/{upTo}");
            var marked = await Handle(new CountedMark(operation, userId, upTo, ConversationRules.CountFor(Committed, userId, last)), ConversationRules.MarkRead);
            if (!marked.IsOk) return marked.Fault;
            await UpdatedAsync();
        }
        return new MarkView(Committed.Pair.ConversationId, userId, ConversationRules.ReadUpTo(Committed, userId));
    }

    public async Task MarkDeliveredAsync(string userId, long upToSeq)
    {
        // The operation is named by what it marks: named by a seq beyond the end, it would count as done when the end has come there.
        upToSeq = Math.Min(upToSeq, Committed.LastSeq);
        if (!Committed.Pair.Has(userId) || upToSeq <= ConversationRules.DeliveredUpTo(Committed, userId)) return;
        var operation = string.Create(CultureInfo.InvariantCulture, $"delivered/{userId}/{upToSeq}");
        try
        {
            // That a device has it says that its person is there. Of somebody invisible it is marked with the first delivery after they are seen again, or as they read.
            if (!await grains.Contacts(userId).IsVisibleAsync()) return;
            await Handle(new DeliveredMark(operation, userId, upToSeq), ConversationRules.MarkDelivered);
        }
        catch (Exception e) { PairLog.NotMarked(log, e); }
    }

    public async Task UpdateInboxesAsync(UpdateInboxes command)
    {
        var pair = Committed;
        await Task.WhenAll(PutAsync(pair, pair.Pair.Low), PutAsync(pair, pair.Pair.High));
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<PairEvent>> events)
    {
        var (before, pair) = (notifier, Committed);
        notifier = pair;
        // Whoever can write no longer types no longer.
        var stopped = pair.IsConnected ? [] : typing.Keys.ToList();
        stopped.AddRange(events.Select(static e => e.Event).OfType<MessageSent>().Select(static sent => sent.SenderId));
        UpdateInboxesLater(before, pair, events);
        foreach (var userId in stopped)
            if (typing.Remove(userId)) PublishTyping(userId, isTyping: false);
    }

    private void UpdateInboxesLater(PairState before, PairState pair, ImmutableArray<EventEnvelope<PairEvent>> events)
    {
        if (pair.OpenedAt is null) return;
        var news = ImmutableArray.CreateBuilder<PersonalEvent>();
        foreach (var recorded in events)
        {
            if (recorded.Event is not MessageSent) continue;
            news.Add(new PersonalEvent(Message: new MessageNotification(pair.Pair.ConversationId, ConversationRules.ViewOf(pair, StoredOf(recorded)))));
        }
        foreach (var userId in (string[])[pair.Pair.Low, pair.Pair.High])
        {
            var (readUpTo, deliveredUpTo) = (ConversationRules.ReadUpTo(pair, userId), ConversationRules.DeliveredUpTo(pair, userId));
            if (readUpTo > ConversationRules.ReadUpTo(before, userId)) news.Add(new PersonalEvent(Read: new MarkView(pair.Pair.ConversationId, userId, readUpTo)));
            if (deliveredUpTo > ConversationRules.DeliveredUpTo(before, userId)) news.Add(new PersonalEvent(Delivered: new MarkView(pair.Pair.ConversationId, userId, deliveredUpTo)));
        }
        updating = Task.WhenAll(UpdateInboxesNowAsync(pair, pair.Pair.Low, news.ToImmutable()), UpdateInboxesNowAsync(pair, pair.Pair.High, news.ToImmutable()));
    }

    protected override void OnOpened() => notifier = Committed;

    private bool CanRead(string viewerId) => Committed.IsReadable && Committed.Pair.Has(viewerId);

    /// <summary>The news goes to the devices of both, also to those of whoever did it: one person on three devices sees the same on all.</summary>
    private async Task UpdateInboxesNowAsync(PairState pair, string userId, ImmutableArray<PersonalEvent> news)
    {
        try
        {
            if (!news.IsEmpty && !pair.IsBlocked) DeviceNotifier.Notify(grains, userId, news, log);
            await grains.Inbox(userId).CacheAsync(ConversationRules.ViewOf(pair, userId));
        }
        catch (Exception e)
        {
            PairLog.InboxNotUpdated(log, e);
        }
    }

    private async Task UpdatedAsync()
    {
        if (updating.IsCompleted) return;
        try { await updating.WaitAsync(InboxWait, time); }
        catch (TimeoutException) { /* the inboxes are owed it */ }
    }

    private Task<Outcome<Done>> PutAsync(PairState pair, string userId)
    {
        var view = ConversationRules.ViewOf(pair, userId);
        return grains.Inbox(userId).PutAsync(new PutConversation(string.Create(CultureInfo.InvariantCulture, $"{view.Id}/{view.Version}"), view));
    }

    private Task<ImmutableArray<StoredMessage>> RangeAsync(long after, int limit) =>
        RangeAsync(PairState.Messages, Committed.Recent, Committed.LastSeq, after, limit, StoredOf);

    private static StoredMessage StoredOf(EventEnvelope<PairEvent> recorded)
    {
        var sent = (MessageSent)recorded.Event;
        return new(recorded.Seq, sent.Id, sent.SenderId, sent.Content, recorded.At, sent.LowCount, sent.HighCount);
    }
}

/// <summary>Numbered log events of pairs.</summary>
internal static partial class PairLog
{
    [LoggerMessage(2702, LogLevel.Warning, "An inbox was not told of a conversation; it is owed it, and is told within seconds.")]
    public static partial void InboxNotUpdated(ILogger log, Exception e);

    [LoggerMessage(2703, LogLevel.Warning, "What was delivered was not marked; the next delivery marks it.")]
    public static partial void NotMarked(ILogger log, Exception e);
}
