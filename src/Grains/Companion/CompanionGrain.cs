using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.Companion;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;

namespace XelaConnect.Grains.Companion;

[GrainType("companion"), Reentrant]
internal sealed partial class CompanionGrain(
    Journal<CompanionState, CompanionEvent> journal,
    ReplyGenerator answering,
    ModelBudget budget,
    CompanionMetrics metrics,
    IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<CompanionGrain> log)
    : EventSourcedGrain<CompanionState, CompanionEvent>(journal), ICompanionGrain
{
    public async Task<CompanionView> GetAsync()
    {
        var today = UtcDay.Of(time.GetUtcNow());
        var limit = await LimitAsync();
        return new CompanionView(
            Committed.CreatedAt, Committed.Shown.LastOrDefault()?.At, [.. Committed.Turns.Select(static turn => turn.AnswerId)],
            new QuotaView(limit, Committed.UsedOn(today), new DateTimeOffset(today.AddDays(1), default, TimeSpan.Zero)),
            answering.HasModel);
    }

    public Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit) =>
        afterSeq is { } after ? ShownAfterAsync(after, limit) : ShownBeforeAsync(beforeSeq ?? long.MaxValue, limit);

    public async Task<CompanionChanges> ChangesAsync(long afterSeq, int limit)
    {
        var end = Committed.LastSeq;
        if (afterSeq >= end) return new CompanionChanges([], end, More: false);
        var missed = await ShownAfterAsync(afterSeq, limit);
        return missed.Length < limit
            ? new CompanionChanges(missed, end, More: false)
            : new CompanionChanges(missed, missed[^1].Seq, missed[^1].Seq < end);
    }

    public Task<MemoryView> MemoryAsync() => Task.FromResult(Remembered(Committed));

    public async Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command)
    {
        var set = await Handle(command, CompanionRules.SetMemory, Remembered);
        await ForgetMemoriesAsync();
        return set;
    }

    public async Task<Outcome<Done>> DeleteAsync(DeleteCompanion command)
    {
        var deleted = await Handle(command, CompanionRules.Delete);
        if (!deleted.IsOk) return deleted;
        // A repeated deletion does not stop a reply that began after the first one.
        if (running is { } run && !Committed.Turns.Any(turn => turn.AnswerId == run.Reply.ReplyId)) await run.Stop.CancelAsync();
        await EraseAsync();
        return deleted;
    }

    protected override void OnOpened()
    {
        // Turns that an earlier activation did not end: their text is lost, and the model is not called a second time.
        abandonedReplies = [.. Committed.Turns.Select(static turn => turn.AnswerId)];
        Continue();
        if (Committed.ErasedUpTo < Committed.DeletedUpTo) _ = EraseAsync();
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<CompanionEvent>> events)
    {
        var conversationId = Xela.ConversationOf(Key);
        var news = events.Where(static e => e.Event is LineAdded)
            .Select(e => new PersonalEvent(Xela: new ReplyNotification(conversationId, CompanionRules.ViewOf(LineOf(e)))))
            .ToImmutableArray();
        foreach (var recorded in events)
            if (recorded.Event is LineAdded { IsAi: true } answer) metrics.Answered(answer.Source);
        if (!news.IsEmpty) DeviceNotifier.Notify(grains, Key, news, log);
    }

    private async Task<int?> LimitAsync()
    {
        var subscription = grains.Subscription(Key).GetAsync();
        var wallet = grains.Wallet(Key).GetAsync();
        var user = grains.User(Key).GetAsync().AsTask();
        await Task.WhenAll(subscription, wallet, user);
        var limit = (await subscription).Plan.AiMessagesPerDay + (await wallet).AiMessages;
        return await user is { IsGuest: true } && !(limit < Guests.AiMessagesPerDay) ? Guests.AiMessagesPerDay : limit;
    }

    private static MemoryView Remembered(CompanionState state) => new(state.Memory.Text, state.Memory.At);

    /// <summary>
    /// The first visible lines after a seq, from memory where possible, else from the journal. Placeholders are
    /// skipped.
    /// </summary>
    private async Task<ImmutableArray<CompanionMessageView>> ShownAfterAsync(long after, int limit)
    {
        after = Math.Max(after, Committed.DeletedUpTo);
        var shown = ImmutableArray.CreateBuilder<CompanionMessageView>();
        while (shown.Count < limit)
        {
            var page = await RangeAsync(after, limit);
            if (page.IsEmpty) break;
            foreach (var line in page)
                if (shown.Count < limit && line.IsShownBy(Committed)) shown.Add(CompanionRules.ViewOf(line));
            after = page[^1].Seq;
        }
        return shown.ToImmutable();
    }

    private async Task<ImmutableArray<CompanionMessageView>> ShownBeforeAsync(long before, int limit)
    {
        // No placeholder follows a deletion, so the newest lines before a seq are those directly before it.
        before = Math.Clamp(before, 1, Committed.LastSeq + 1);
        var after = Math.Max(before - 1 - limit, Committed.DeletedUpTo);
        var page = before - 1 <= after ? [] : await RangeAsync(after, (int)(before - 1 - after));
        return [.. page.Where(line => line.IsShownBy(Committed)).Select(CompanionRules.ViewOf)];
    }

    private Task<ImmutableArray<Line>> RangeAsync(long after, int limit) =>
        RangeAsync(CompanionState.Lines, Committed.Recent, Committed.LastSeq, after, limit, LineOf);

    private static Line LineOf(EventEnvelope<CompanionEvent> recorded) => recorded.Event is LineAdded e
        ? new Line(recorded.Seq, e.Id, e.IsAi, e.Content, recorded.At, e.Run, e.Source)
        : new Line(recorded.Seq, "", IsAi: false, "", recorded.At, "", "");

    /// <summary>Erases deleted lines from the store. Where that fails, the next activation repeats it.</summary>
    private async Task EraseAsync()
    {
        var upTo = Committed.DeletedUpTo;
        try
        {
            // The last position stays, because the next line gets its seq from it.
            await Journal.EraseAsync(CompanionState.Lines, upTo - 1);
            await ForgetMemoriesAsync();
            await Handle(new EraseDeleted($"erased/{upTo}", upTo), CompanionRules.Erased);
        }
        catch (Exception e)
        {
            CompanionLog.NotErased(log, e);
        }
    }

    /// <summary>Erases all memories but the last, so that the store holds nothing that the person cleared.</summary>
    private Task ForgetMemoriesAsync() => Journal.EraseAsync(CompanionState.MemoryChanges, Committed.Memory.Version - 1);
}

/// <summary>Log events of conversations with Xela. None reveals a message or its kind.</summary>
internal static partial class CompanionLog
{
    [LoggerMessage(3011, LogLevel.Warning, "Deleted messages could not be erased from the store. The next activation tries again.")]
    public static partial void NotErased(ILogger log, Exception e);

    [LoggerMessage(3012, LogLevel.Error, "A reply could not be stored. The next activation ends its turn.")]
    public static partial void NotStored(ILogger log, Exception e);

    [LoggerMessage(3013, LogLevel.Warning, "Xela's memory could not be updated: {Reason}. The next turn tries again.")]
    public static partial void NotSummarised(ILogger log, string reason);
}
