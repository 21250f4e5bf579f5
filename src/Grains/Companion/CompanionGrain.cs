namespace XelaConnect.Grains.Companion;

[GrainType("companion"), Reentrant, Immovable]
internal sealed class CompanionGrain : EventSourcedGrain<CompanionState, CompanionEvent>, ICompanionGrain
{
    private readonly ReplyGenerator generator;
    private readonly ModelBudget budget;
    private readonly CompanionMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ConversationReader conversation;
    private readonly CrisisResponder crisis;
    private readonly MemoryKeeper memory;
    private readonly TurnRunner turns;

    /// <summary>Bounds how many crisis signals are stored. All of them get a response.</summary>
    private readonly TokenBucket storedSignals = new(20, TimeSpan.FromMinutes(1));

    public CompanionGrain(
        Journal<CompanionState, CompanionEvent> journal, ReplyGenerator generator, ModelBudget budget,
        CompanionMetrics metrics, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
        ILogger<CompanionGrain> log) : base(journal)
    {
        (this.generator, this.budget, this.metrics, this.time, this.log) = (generator, budget, metrics, time, log);
        conversation = new ConversationReader(journal, (after, limit) =>
            RangeAsync(CompanionState.Lines, Committed.Recent, Committed.LastSeq, after, limit, Line.Of));
        crisis = new CrisisResponder(grains, time);
        memory = new MemoryKeeper(journal, generator, budget, log);
        turns = new TurnRunner(journal, conversation, crisis, memory, generator, grains, time, log);
    }

    public async Task<CompanionView> GetAsync()
    {
        var today = UtcDay.Of(time.GetUtcNow());
        var resetsAt = new DateTimeOffset(today.AddDays(1), default, TimeSpan.Zero);
        var (limit, user) = await LimitOfUserAsync();
        // Not the first message: a conversation is shown before it, and its time of creation never changes.
        return new CompanionView(
            user?.CreatedAt ?? Committed.CreatedAt, Committed.Shown.LastOrDefault()?.At,
            [.. Committed.Turns.Select(static turn => turn.ReplyId)],
            new QuotaView(limit, Committed.UsedOn(today), resetsAt), generator.HasModel);
    }

    public Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit) =>
        afterSeq is { } after ? conversation.AfterAsync(after, limit)
        : conversation.BeforeAsync(beforeSeq ?? long.MaxValue, limit);

    public async Task<CompanionChanges> ChangesAsync(long afterSeq, int limit)
    {
        var end = Committed.LastSeq;
        if (afterSeq >= end) return new CompanionChanges([], end, More: false);
        var missed = await conversation.AfterAsync(afterSeq, limit);
        var upTo = missed.Length < limit ? end : missed[^1].Seq;
        return new CompanionChanges(missed, upTo, More: upTo < end);
    }

    public Task<long> SeqBeforeAsync(DateTimeOffset time) => Journal.SeqBeforeAsync(time, CompanionState.Lines);

    public async Task<Outcome<TurnView>> AskAsync(AskXela command)
    {
        crisis.AcceptLanguage = command.AcceptLanguage ?? crisis.AcceptLanguage;
        // First of all: no limit, quota or model stands between a person in danger and the crisis response.
        if (CrisisDetector.Detect(command.Text) is { } signal)
        {
            if (!storedSignals.TryTake(time.GetUtcNow())) return UnstoredTurn(command, crisis.RespondAtOnce(signal));
            var response = await crisis.RespondAsync(Key, signal);
            return await ReplyAtOnceAsync(command, new PreparedReply(response, ReplySources.Crisis), limit: null);
        }
        if (await crisis.AcceptedPlanAsync(Committed, command.Text) is { } plan)
            return await ReplyAtOnceAsync(command, new PreparedReply(plan, ReplySources.Plan), limit: null);
        if (command.OverLimit) return CompanionFaults.OverLimit;

        var (limit, user) = await LimitOfUserAsync();
        var isSpent = Committed.UsedOn(UtcDay.Of(time.GetUtcNow())) >= limit;
        if (!generator.HasModel || (!isSpent && !await budget.AdmitsAsync(limit is null ? null : command.Address)))
        {
            var opening = MinorDuties.ApplyTo(user, time.GetUtcNow())
                ? MinorDuties.OpeningFor(Committed, command.Text, time.GetUtcNow()) : "";
            var text = opening + OfflineCompanion.ReplyTo(command.Text, Committed.TurnNumber);
            return await ReplyAtOnceAsync(command, new PreparedReply(text, ReplySources.Offline, Counted: true), limit);
        }
        var begun = await Handle(command, (state, c, now) => CompanionRules.Ask(state, c, now, limit), TurnOf);
        turns.RunNext();
        return await RepeatedAsync(command, begun);
    }

    public Task<Outcome<ReplyChunk>> ReadAsync(string replyId, string? attempt, int offset, bool whole) =>
        turns.ReadAsync(replyId, attempt, offset, whole);

    public async Task<bool> HasReplyAsync(string replyId) =>
        Committed.IsInProgress(replyId) || await conversation.FindReplyAsync(replyId) is not null;

    public Task<MemoryView> MemoryAsync() => Task.FromResult(MemoryOf(Committed));

    public async Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command)
    {
        var set = await Handle(command, CompanionRules.SetMemory, MemoryOf);
        await memory.EraseEarlierAsync();
        return set;
    }

    public async Task<Outcome<Done>> DeleteAsync(DeleteCompanion command)
    {
        var deleted = await Handle(command, CompanionRules.Delete);
        if (!deleted.IsOk) return deleted;
        await turns.StopDeletedAsync();
        await EraseAsync();
        return deleted;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        turns.Stop();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    protected override void OnOpened()
    {
        turns.Resume();
        if (Committed.ErasedUpTo < Committed.DeletedUpTo) _ = EraseAsync();
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<CompanionEvent>> events)
    {
        var lines = events.Where(static e => e.Event is LineAdded).Select(Line.Of).ToList();
        if (lines.Count == 0) return;
        foreach (var reply in lines.Where(static line => line.IsAi)) metrics.Replied(reply.Source);
        var id = Xela.ConversationOf(Key);
        var notifications = lines.Select(line => new PersonalEvent(Xela: new ReplyNotification(id, line.ToView())));
        DeviceNotifier.Notify(GrainFactory, Key, [.. notifications], log);
    }

    private async Task<(int? Limit, UserView? User)> LimitOfUserAsync()
    {
        var subscription = GrainFactory.Subscription(Key).GetAsync();
        var wallet = GrainFactory.Wallet(Key).GetAsync();
        var user = GrainFactory.User(Key).GetAsync().AsTask();
        await Task.WhenAll(subscription, wallet, user);
        var limit = (await subscription).Plan.AiMessagesPerDay + (await wallet).AiMessages;
        var isLess = await user is { IsGuest: true } && !(limit < Guests.AiMessagesPerDay);
        return (isLess ? Guests.AiMessagesPerDay : limit, await user);
    }

    private static MemoryView MemoryOf(CompanionState state) => new(state.Memory.Text, state.Memory.At);

    /// <summary>Stores message and reply in one commit. A repeated operation gets the first reply.</summary>
    private async Task<Outcome<TurnView>> ReplyAtOnceAsync(AskXela command, PreparedReply reply, int? limit)
    {
        var turn = await Handle(
            command, (state, c, now) => CompanionRules.AskAndReply(state, c, now, reply, limit), TurnOf);
        return await RepeatedAsync(command, turn);
    }

    /// <summary>A message and its reply that are not stored; their seq is 0.</summary>
    private TurnView UnstoredTurn(AskXela command, string reply)
    {
        var (now, seq) = (time.GetUtcNow(), Committed.LastSeq + 1);
        var id = CompanionRules.MessageIdOf(command, seq, now);
        var replyId = CompanionRules.ReplyIdOf(command, seq, now);
        return new TurnView(
            new CompanionMessageView(id, 0, IsAi: false, command.Text, now), replyId,
            new CompanionMessageView(replyId, 0, IsAi: true, reply, now));
    }

    /// <summary>Refuses a repeated command whose message was deleted since or had another text.</summary>
    private async Task<Outcome<TurnView>> RepeatedAsync(AskXela command, Outcome<TurnView> handled)
    {
        if (!handled.IsOk) return handled;
        var turn = handled.Value;
        if (turn.Asked.Seq <= Committed.DeletedUpTo || turn.Asked.Seq == 0) return CompanionFaults.UnknownReply;
        if (turn.Asked.Content != command.Text) return CompanionFaults.Reused;
        var finished = turn.Reply is null ? await conversation.FindReplyAsync(turn.ReplyId) : null;
        return finished is null ? turn : turn with { Reply = finished.ToView() };
    }

    private static TurnView TurnOf(CompanionState state, ImmutableArray<EventEnvelope<CompanionEvent>> events)
    {
        var lines = events.Where(static e => e.Event is LineAdded).Select(e => Line.Of(e).ToView()).ToList();
        // Deleted lines are erased, so a repeated operation may have none.
        if (lines.Count == 0) return new TurnView(Line.Of(events[0]).ToView() with { Seq = 0 }, "", null);
        var replyId = events.Select(static e => e.Event).OfType<TurnBegun>().Single().ReplyId;
        return new TurnView(lines[0], replyId, lines.Count > 1 ? lines[1] : null);
    }

    /// <summary>Erases deleted lines from the store. Where that fails, the next activation repeats it.</summary>
    private async Task EraseAsync()
    {
        var upTo = Committed.DeletedUpTo;
        try
        {
            // The last position stays, because the next line gets its seq from it.
            await Journal.EraseAsync(CompanionState.Lines, upTo - 1);
            await memory.EraseEarlierAsync();
            await Handle(new EraseDeleted($"erased/{upTo}", upTo), CompanionRules.Erased);
        }
        catch (Exception e) { CompanionLog.NotErased(log, e); }
    }
}

/// <summary>Log events of conversations with Xela. None reveals a message or its kind.</summary>
internal static partial class CompanionLog
{
    [LoggerMessage(3011, LogLevel.Warning, "Erasing deleted messages failed; the next activation tries again")]
    public static partial void NotErased(ILogger log, Exception e);
    [LoggerMessage(3012, LogLevel.Error, "Storing a reply failed; the next activation ends its turn")]
    public static partial void NotStored(ILogger log, Exception e);
    [LoggerMessage(3013, LogLevel.Warning, "Summarising a conversation failed: {Reason}; the next turn tries again")]
    public static partial void NotSummarised(ILogger log, string reason);
    [LoggerMessage(3015, LogLevel.Warning,
        "Model call failed: {Reason}; a prepared text completes the reply, and the message is refunded")]
    public static partial void ModelFailed(ILogger log, string reason);
    [LoggerMessage(3016, LogLevel.Warning, "Output filter blocked a reply of the model; a prepared text completes it")]
    public static partial void ReplyBlocked(ILogger log);
}
