using System.Globalization;
using XelaConnect.Companion;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Outbox;

namespace XelaConnect.Grains.Companion;

/// <summary>The rules of a conversation with Xela. Pure; independent of Orleans.</summary>
internal static class CompanionRules
{
    /// <summary>The most replies that may be in progress.</summary>
    private const int MaxTurns = 10;

    /// <summary>
    /// The most messages a day that are refunded, for whatever reason: a person can make an obedient model fail, and
    /// would have no quota otherwise.
    /// </summary>
    public const int MaxRefunds = 3;

    /// <summary>Begins a turn that counts against the day's quota (contract, "Tiers"); null for no limit.</summary>
    public static Decision<CompanionEvent> Ask(CompanionState state, AskXela command, DateTimeOffset now, int? limit)
    {
        if (state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        if (state.Turns.Length >= MaxTurns) return CompanionFaults.Busy;
        return Decision<CompanionEvent>.Record(Begin(state, command, now, counted: true));
    }

    /// <summary>
    /// Begins and ends a turn whose reply needs no model: message and reply are stored together or not at all.
    /// </summary>
    public static Decision<CompanionEvent> AskAndReply(
        CompanionState state, AskXela command, DateTimeOffset now, string answer, string source, int? limit, bool counted)
    {
        if (counted && state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        var begun = Begin(state, command, now, counted);
        var answerId = ((TurnBegun)begun[1]).AnswerId;
        var reply = new LineAdded(answerId, IsAi: true, answer, RunOf(answerId), source);
        var decision = Decision<CompanionEvent>.Record([.. begun, reply, new TurnEnded(answerId)]);
        return source == ReplySources.Care ? decision.AndSend(CareActivity(state, now)) : decision;
    }

    /// <summary>Ends a turn with its reply. Nothing happens where it was deleted meanwhile.</summary>
    public static Decision<CompanionEvent> End(CompanionState state, EndTurn command, DateTimeOffset now)
    {
        if (state.Turns.FirstOrDefault(turn => turn.AnswerId == command.AnswerId) is not { } turn) return Decision.Nothing;
        var decision = Decision<CompanionEvent>.Record(
            new LineAdded(turn.AnswerId, IsAi: true, command.Text, command.Run, command.Source),
            new TurnEnded(turn.AnswerId, command.GiveBack && turn.Counted && state.GivenBackOn(turn.Day) < MaxRefunds ? turn.Day : null));
        return command.Source == ReplySources.Care ? decision.AndSend(CareActivity(state, now)) : decision;
    }

    /// <summary>
    /// Replaces the memory by the person's own words. No later summary takes earlier lines into account.
    /// </summary>
    public static Decision<CompanionEvent> SetMemory(CompanionState state, SetMemory command, DateTimeOffset now) =>
        command.Text == state.Memory.Text && state.Memory.UpToSeq == state.LastSeq
            ? Decision.Nothing
            : new MemoryChanged(command.Text, state.LastSeq);

    /// <summary>A summary replaces only the memory it was made from: a change by the person meanwhile stays.</summary>
    public static Decision<CompanionEvent> Summarise(CompanionState state, TakeSummary command, DateTimeOffset now) =>
        state.Memory.Version != command.BasedOn || state.DeletedUpTo >= command.UpToSeq
            ? Decision.Nothing
            : new MemoryChanged(command.Text, command.UpToSeq);

    public static Decision<CompanionEvent> Delete(CompanionState state, DeleteCompanion command, DateTimeOffset now)
    {
        var end = state.LastSeq + 1;
        return Decision<CompanionEvent>.Record(new LinesEnded(), new MemoryChanged("", end), new ConversationDeleted(end));
    }

    public static Decision<CompanionEvent> Erased(CompanionState state, EraseDeleted command, DateTimeOffset now) =>
        command.UpToSeq <= state.ErasedUpTo ? Decision.Nothing : new DeletedErased(command.UpToSeq);

    /// <summary>The attempt of a reply that needs no model.</summary>
    public static string RunOf(string answerId) => answerId[^4..];

    public static CompanionMessageView ViewOf(Line line) => new(line.Id, line.Seq, line.IsAi, line.Content, line.At);

    private static CompanionEvent[] Begin(CompanionState state, AskXela command, DateTimeOffset now, bool counted)
    {
        var seq = state.LastSeq + 1;
        // The id of the reply is known in advance and contains the seq of the message, by which the reply is found.
        var answerId = Ids.NewAt("msg", now, seq, $"{command.OperationId}/answer");
        return
        [
            new LineAdded(Ids.NewAt("msg", now, seq, command.OperationId), IsAi: false, command.Text),
            new TurnBegun(answerId, seq, UtcDay.Of(now), counted),
        ];
    }

    /// <summary>Adds a feed item once a day, so that the hotlines can be found again.</summary>
    private static OutboxMessage CareActivity(CompanionState state, DateTimeOffset now)
    {
        var text = new FeedItemText(
            FeedItemKinds.Insight, FeedItemKinds.High, "You are not alone with this",
            "What you told Xela matters. People who can help are there right now, and Xela keeps their numbers for you.",
            "See who is there", "/xelatalks");
        var operationId = string.Create(CultureInfo.InvariantCulture, $"care/{UtcDay.Of(now):yyyy-MM-dd}");
        return FeedMessages.Add.To(state.UserId, new AddFeedItem(operationId, text));
    }
}

/// <summary>Ends a turn.</summary>
/// <param name="OperationId">One for each turn.</param>
/// <param name="AnswerId">The id of the reply.</param>
/// <param name="Run">The attempt that generated the text.</param>
/// <param name="Text">The whole reply, exactly as shown.</param>
/// <param name="Source">One of <see cref="ReplySources"/>.</param>
/// <param name="GiveBack">Whether the message is refunded to the quota.</param>
internal sealed record EndTurn(string OperationId, string AnswerId, string Run, string Text, string Source, bool GiveBack) : ICommand;

/// <summary>Replaces the memory of a version by the summary made from it.</summary>
internal sealed record TakeSummary(string OperationId, long BasedOn, string Text, long UpToSeq) : ICommand;

/// <summary>Records that deleted lines are erased from the store.</summary>
internal sealed record EraseDeleted(string OperationId, long UpToSeq) : ICommand;
