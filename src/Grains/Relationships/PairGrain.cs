using System.Globalization;

namespace XelaConnect.Grains.Relationships;

[GrainType("pair"), Reentrant]
internal sealed partial class PairGrain : EventSourcedGrain<PairState, PairEvent>, IConnectionGrain, IConversationGrain
{
    private readonly IGrainFactory grains;
    private readonly MatchingWeights weights;
    private readonly ILogger log;
    private readonly InboxUpdater inboxes;
    private readonly TypingIndicators typing;
    private readonly TimeProvider time;
    private readonly PairAges ages;
    private IGrainTimer? typingTimer;

    public PairGrain(
        Journal<PairState, PairEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
        MatchingWeights weights, ILogger<PairGrain> log) : base(journal)
    {
        (this.grains, this.weights, this.log, this.time) = (grains, weights, log, time);
        ages = new PairAges(grains, time, () => Committed.Pair);
        inboxes = new InboxUpdater(grains, time, log);
        typing = new TypingIndicators(time, PublishTyping);
    }

    public async Task<Outcome<ConnectionView>> RequestAsync(RequestConnection command)
    {
        if (!Committed.Pair.Has(command.FromId)) return AccountFaults.UnknownUser;
        if (await grains.FindUserAsync(command.FromId) is not { } from) return AccountFaults.UnknownUser;
        if (await grains.FindUserAsync(Committed.Pair.Other(command.FromId)) is not { } to) return AccountFaults.UnknownUser;
        if (from.IsGuest) return AccountFaults.MembersOnly;
        // People of another age group do not exist for each other.
        if (!Ages.MayMeet(from.BirthDate, to.BirthDate, UtcDay.Of(time.GetUtcNow()))) return AccountFaults.UnknownUser;
        var score = Compatibility.Score(MatchProfile.Of(from), MatchProfile.Of(to), weights);
        return await Handle(
            new NamedRequest(command.OperationId, command.FromId, score, from.Name, to.Name), ConnectionRules.Request, Connection);
    }

    /// <summary>A birthday may have parted the two since the request.</summary>
    public async Task<Outcome<ConnectionView>> AcceptAsync(RespondToRequest command) =>
        Committed.Status != ConnectionStatuses.Pending || await ages.MayMeetAsync()
            ? await Handle(command, ConnectionRules.Accept, Connection) : ConnectionFaults.Unknown;
    public Task<Outcome<ConnectionView>> DeclineAsync(RespondToRequest command) =>
        Handle(command, ConnectionRules.Decline, Connection);
    public Task<Outcome<Done>> RemoveAsync(RemoveConnection command) => Handle(command, ConnectionRules.Remove);
    public async Task<Outcome<Done>> BlockAsync(BlockPerson command) =>
        await HasOtherAsync(command.ById) ? await Handle(command, ConnectionRules.Block) : AccountFaults.UnknownUser;
    public async Task<Outcome<Done>> UnblockAsync(BlockPerson command) =>
        await HasOtherAsync(command.ById) ? await Handle(command, ConnectionRules.Unblock) : AccountFaults.UnknownUser;

    public async Task<Outcome<OpenConversationView>> OpenWithMessagesAsync(OpenConversation command, int newest)
    {
        if (!await HasOtherAsync(command.UserId)) return AccountFaults.UnknownUser;
        var opened = await OpenAsync(command);
        if (!opened.IsOk) return opened.Fault;
        var messages = await HistoryAsync(command.UserId, null, null, newest);
        return messages.Then(read => new OpenConversationView(opened.Value, read));
    }

    /// <summary>A connection rests while the two are of different age groups: they only read what they wrote.</summary>
    public async Task<Outcome<ConversationView>> OpenAsync(OpenConversation command)
    {
        if (Committed.IsConnected && !Committed.IsReadable && !await ages.MayMeetAsync())
            return ConversationFaults.NotConnected;
        var opened = await Handle(command, ConversationRules.Open, pair => ConversationRules.ViewOf(pair, command.UserId));
        await inboxes.WaitAsync();
        return opened;
    }

    public Task<Outcome<ConversationView>> GetAsync(string viewerId) => Task.FromResult<Outcome<ConversationView>>(
        CanRead(viewerId) ? ConversationRules.ViewOf(Committed, viewerId) : ConversationFaults.Unknown);

    public Task<ImmutableArray<MessageView>> NewestAsync(string viewerId, int limit) => Task.FromResult(
        CanRead(viewerId) ? ConversationRules.NewestFor(Committed, viewerId, limit) : []);

    public async Task<Outcome<MessageView>> SendAsync(SendMessage command)
    {
        if (Committed.IsConnected && !await ages.MayMeetAsync())
            return await RefusalAsync(ConversationFaults.NotConnected, command.SenderId);
        var sent = await Handle(command, ConversationRules.Send, static (pair, events) =>
            ConversationRules.ViewOf(pair, StoredMessage.Of(events.Last(static e => e.SubStream == PairState.Messages))));
        await inboxes.WaitAsync();
        return sent.IsOk ? sent : await RefusalAsync(sent.Fault, command.SenderId);
    }

    public async Task<Outcome<ImmutableArray<MessageView>>> HistoryAsync(
        string viewerId, long? afterSeq, long? beforeSeq, int limit)
    {
        if (!CanRead(viewerId)) return ConversationFaults.Unknown;
        var (after, count) = RecentEntries.Page(afterSeq, beforeSeq, Committed.LastSeq, limit);
        var messages = await RangeAsync(after, count);
        // The viewer has these messages now.
        if (messages.LastOrDefault(m => m.SenderId != viewerId) is { } newest) _ = MarkDeliveredAsync(viewerId, newest.Seq);
        return messages.Select(m => ConversationRules.ViewOf(Committed, m)).ToImmutableArray();
    }

    public async Task<Portion<MessageView>> ExportAsync(string userId, long afterSeq, int limit)
    {
        if (!Committed.Pair.Has(userId)) return new([], afterSeq, More: false);
        var (end, read) = (Committed.LastSeq, await RangeAsync(afterSeq, limit));
        var seq = read.IsEmpty ? end : read[^1].Seq;
        var held = Committed.IsReadable ? read : read.RemoveAll(message => message.SenderId != userId);
        return new([.. held.Select(message => ConversationRules.ViewOf(Committed, message))], seq, seq < end);
    }

    public async Task<Outcome<MarkView>> MarkReadAsync(string userId, long? upToSeq)
    {
        if (!CanRead(userId)) return ConversationFaults.Unknown;
        var upTo = Math.Min(upToSeq ?? Committed.LastSeq, Committed.LastSeq);
        if (upTo > ConversationRules.ReadUpTo(Committed, userId) && await RangeAsync(upTo - 1, 1) is [var last])
        {
            // The seq alone identifies the operation.
            var operation = string.Create(CultureInfo.InvariantCulture, $"read/{userId}/{upTo}");
            var count = ConversationRules.CountFor(Committed, userId, last);
            var marked = await Handle(new CountedMark(operation, userId, upTo, count), ConversationRules.MarkRead);
            if (!marked.IsOk) return marked.Fault;
            await inboxes.WaitAsync();
        }
        return new MarkView(Committed.Pair.ConversationId, userId, ConversationRules.ReadUpTo(Committed, userId));
    }

    public async Task MarkDeliveredAsync(string userId, long upToSeq)
    {
        // A seq beyond the end would make an operation id that later repeats for another message.
        upToSeq = Math.Min(upToSeq, Committed.LastSeq);
        if (!Committed.Pair.Has(userId) || upToSeq <= ConversationRules.DeliveredUpTo(Committed, userId)) return;
        var operation = string.Create(CultureInfo.InvariantCulture, $"delivered/{userId}/{upToSeq}");
        try
        {
            // A delivery mark reveals presence. An invisible user's messages are marked when the user is visible
            // again or reads them.
            if (!await grains.Contacts(userId).IsVisibleAsync()) return;
            await Handle(new DeliveredMark(operation, userId, upToSeq), ConversationRules.MarkDelivered);
        }
        catch (Exception e) { LogDeliveryNotMarked(log, e, Committed.Pair.ConversationId); }
    }

    public async Task<Outcome<Done>> TypeAsync(string userId, bool isTyping)
    {
        if (!Committed.IsConnected || !Committed.Pair.Has(userId) || !await ages.MayMeetAsync())
            return await RefusalAsync(ConversationFaults.NotConnected, userId);
        typing.Set(userId, isTyping);
        if (isTyping)
            typingTimer ??= this.RegisterGrainTimer(ExpireTypingAsync, new GrainTimerCreationOptions(
                TypingIndicators.Lifetime, TimeSpan.FromSeconds(1)) { Interleave = true });
        return Done.Instance;
    }

    public Task<bool> IsOtherTypingAsync(string viewerId) => Task.FromResult(
        Committed.Pair.Has(viewerId) && Committed.IsConnected && typing.IsTyping(Committed.Pair.Other(viewerId)));

    public async Task<Outcome<Done>> MayCallAsync(string userId) =>
        Committed.IsConnected && Committed.Pair.Has(userId) && await ages.MayMeetAsync()
        ? Done.Instance : await RefusalAsync(ConversationFaults.NoCall, userId);

    public Task UpdateInboxesAsync(UpdateInboxes command) => inboxes.StoreAsync(Committed);
    protected override void OnOpened() => inboxes.Start(Committed);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<PairEvent>> events)
    {
        inboxes.Update(Committed, events);
        if (!Committed.IsConnected) typing.Clear();
        foreach (var sent in events.Select(static e => e.Event).OfType<MessageSent>())
            typing.Set(sent.SenderId, isTyping: false);
    }

    private bool CanRead(string viewerId) => Committed.IsReadable && Committed.Pair.Has(viewerId);

    /// <summary>An unknown user is unknown, not merely unconnected.</summary>
    private async Task<Fault> RefusalAsync(Fault fault, string userId) =>
        await HasOtherAsync(userId) ? fault : AccountFaults.UnknownUser;

    private async ValueTask<bool> HasOtherAsync(string userId) =>
        await grains.FindUserAsync(Committed.Pair.Other(userId)) is not null;

    private Task<ImmutableArray<StoredMessage>> RangeAsync(long after, int limit) =>
        RangeAsync(PairState.Messages, Committed.Recent, Committed.LastSeq, after, limit, StoredMessage.Of);

    private Task ExpireTypingAsync(CancellationToken cancellation)
    {
        if (typing.Expire()) return Task.CompletedTask;
        typingTimer?.Dispose();
        typingTimer = null;
        return Task.CompletedTask;
    }

    private void PublishTyping(string userId, bool isTyping) => DeviceNotifier.Notify(
        grains, Committed.Pair.Other(userId),
        [new PersonalEvent(Typing: new TypingNotification(Committed.Pair.ConversationId, userId, isTyping))], log);

    private static ConnectionView Connection(PairState pair) => ConnectionRules.ViewOf(pair)!;

    [LoggerMessage(2703, LogLevel.Warning, "Delivery mark of {Conversation} failed; the next delivery sets it")]
    private static partial void LogDeliveryNotMarked(ILogger log, Exception e, string conversation);
}
