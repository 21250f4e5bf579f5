using System.Globalization;

namespace XelaConnect.Grains.Companion;

internal static class CompanionRules
{
    /// <summary>The most messages a day that are refunded: otherwise failing replies would cost no quota.</summary>
    public const int MaxRefunds = 3;

    private const int MaxTurnsInProgress = 10;

    public static Decision<CompanionEvent> Ask(CompanionState state, AskXela command, DateTimeOffset now, int? limit)
    {
        if (state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        if (state.Turns.Length >= MaxTurnsInProgress) return CompanionFaults.Busy;
        return Decision<CompanionEvent>.Record(Begin(state, command, now, counted: true));
    }

    /// <summary>Begins and ends a turn without the model: message and reply are stored together.</summary>
    public static Decision<CompanionEvent> AskAndReply(
        CompanionState state, AskXela command, DateTimeOffset now, PreparedReply reply, int? limit)
    {
        if (reply.Counted && state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        var begun = Begin(state, command, now, reply.Counted);
        var replyId = ((TurnBegun)begun[1]).ReplyId;
        var line = new LineAdded(replyId, IsAi: true, reply.Text, AttemptOf(replyId), reply.Source);
        var decision = Decision<CompanionEvent>.Record([.. begun, line, new TurnEnded(replyId)]);
        return WithFeedItem(decision, reply.Source, state, now);
    }

    public static Decision<CompanionEvent> End(CompanionState state, EndTurn command, DateTimeOffset now)
    {
        var turn = state.Turns.FirstOrDefault(turn => turn.ReplyId == command.ReplyId);
        if (turn is null) return Decision.Nothing;
        var isRefunded = command.Refund && turn.Counted && state.RefundsOn(turn.Day) < MaxRefunds;
        var decision = Decision<CompanionEvent>.Record(
            new LineAdded(turn.ReplyId, IsAi: true, command.Text, command.Attempt, command.Source),
            new TurnEnded(turn.ReplyId, isRefunded ? turn.Day : null));
        return WithFeedItem(decision, command.Source, state, now);
    }

    /// <summary>Replaces the memory by the person's own words. No later summary uses earlier lines.</summary>
    public static Decision<CompanionEvent> SetMemory(CompanionState state, SetMemory command, DateTimeOffset now) =>
        command.Text == state.Memory.Text && state.Memory.UpToSeq == state.LastSeq ? Decision.Nothing
        : new MemoryChanged(command.Text, state.LastSeq);

    /// <summary>Replaces the memory by a summary, unless the person has changed the memory it was made from.</summary>
    public static Decision<CompanionEvent> Summarise(CompanionState state, TakeSummary command, DateTimeOffset now) =>
        state.Memory.Version != command.BasedOn || state.DeletedUpTo >= command.UpToSeq ? Decision.Nothing
        : new MemoryChanged(command.Text, command.UpToSeq);

    public static Decision<CompanionEvent> Delete(CompanionState state, DeleteCompanion command, DateTimeOffset now)
    {
        var end = state.LastSeq + 1;
        return Decision<CompanionEvent>.Record(
            new LinesEnded(), new MemoryChanged("", end), new ConversationDeleted(end));
    }

    public static Decision<CompanionEvent> Erased(CompanionState state, EraseDeleted command, DateTimeOffset now) =>
        command.UpToSeq <= state.ErasedUpTo ? Decision.Nothing : new DeletedErased(command.UpToSeq);

    /// <summary>The id of the reply to a message: known in advance, and contains the seq of the message.</summary>
    public static string ReplyIdOf(AskXela command, long askedSeq, DateTimeOffset now) =>
        Ids.NewAt("msg", now, askedSeq, $"{command.OperationId}/answer");

    public static string MessageIdOf(AskXela command, long seq, DateTimeOffset now) =>
        Ids.NewAt("msg", now, seq, command.OperationId);

    // The attempt of a reply that needs no model.
    private static string AttemptOf(string replyId) => replyId[^4..];

    private static CompanionEvent[] Begin(CompanionState state, AskXela command, DateTimeOffset now, bool counted)
    {
        var seq = state.LastSeq + 1;
        return
        [
            new LineAdded(MessageIdOf(command, seq, now), IsAi: false, command.Text),
            new TurnBegun(ReplyIdOf(command, seq, now), seq, UtcDay.Of(now), counted),
        ];
    }

    // A crisis response adds a feed item, once a day, so that the hotlines can be found again.
    private static Decision<CompanionEvent> WithFeedItem(
        Decision<CompanionEvent> decision, string source, CompanionState state, DateTimeOffset now)
    {
        if (source != ReplySources.Crisis) return decision;
        var text = new FeedItemText(FeedItemKinds.Insight, FeedItemKinds.High, "You are not alone with this",
            "What you told Xela matters. People who can help are there right now, "
            + "and Xela keeps their numbers for you.",
            "See who is there", "/xelatalks");
        var operationId = string.Create(CultureInfo.InvariantCulture, $"care/{UtcDay.Of(now):yyyy-MM-dd}");
        return decision.AndSend(FeedMessages.Add.To(state.UserId, new AddFeedItem(operationId, text)));
    }
}

/// <summary>A reply that needs no model. <paramref name="Counted"/>: its message counts against the quota.</summary>
internal sealed record PreparedReply(string Text, string Source, bool Counted = false);

/// <summary>Ends a turn with the reply as shown. <paramref name="Refund"/>: the quota gets its message back.</summary>
internal sealed record EndTurn(
    string OperationId, string ReplyId, string Attempt, string Text, string Source, bool Refund) : ICommand;

internal sealed record TakeSummary(string OperationId, long BasedOn, string Text, long UpToSeq) : ICommand;
internal sealed record EraseDeleted(string OperationId, long UpToSeq) : ICommand;
