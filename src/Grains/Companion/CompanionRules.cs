using System.Globalization;
using XelaConnect.Companion;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;

namespace XelaConnect.Grains.Companion;

/// <summary>Decisions about a conversation with Xela: pure, without Orleans.</summary>
internal static class CompanionRules
{
    /// <summary>How many turns may wait for their answers.</summary>
    private const int MaxTurns = 10;

    /// <summary>
    /// How many messages a day are given back, whatever the reason: a person can bring an obedient model to fail, and would talk without limit otherwise.
    /// </summary>
    public const int MaxRefunds = 3;

    /// <summary>Begins a turn that counts, within the day's limit (contract, "Tiers"); null is no limit.</summary>
    public static Decision<CompanionEvent> Ask(CompanionState state, AskXela command, DateTimeOffset now, int? limit)
    {
        if (state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        if (state.Turns.Length >= MaxTurns) return CompanionFaults.Busy;
        return Decision<CompanionEvent>.Record(Begin(state, command, now, counted: true));
    }

    /// <summary>A turn whose answer needs no model, in one step: it is stored with the question or not at all.</summary>
    public static Decision<CompanionEvent> AskAndReply(CompanionState state, AskXela command, DateTimeOffset now, string answer, string source, int? limit, bool counted)
    {
        if (counted && state.UsedOn(UtcDay.Of(now)) >= limit) return CompanionFaults.QuotaSpent;
        var begun = Begin(state, command, now, counted);
        var answerId = ((TurnBegun)begun[1]).AnswerId;
        var decision = Decision<CompanionEvent>.Record([.. begun, new LineAdded(answerId, IsAi: true, answer, RunOf(answerId), source), new TurnEnded(answerId)]);
        return source == ReplySources.Care ? decision.AndSend(CareActivity(state, now)) : decision;
    }

    /// <summary>Ends a turn with its answer. One that was deleted meanwhile is not answered any more.</summary>
    public static Decision<CompanionEvent> End(CompanionState state, EndTurn command, DateTimeOffset now)
    {
        if (state.Turns.FirstOrDefault(turn => turn.AnswerId == command.AnswerId) is not { } turn) return Decision.Nothing;
        var decision = Decision<CompanionEvent>.Record(
            new LineAdded(turn.AnswerId, IsAi: true, command.Text, command.Run, command.Source),
            new TurnEnded(turn.AnswerId, command.GiveBack && turn.Counted && state.GivenBackOn(turn.Day) < MaxRefunds ? turn.Day : null));
        return command.Source == ReplySources.Care ? decision.AndSend(CareActivity(state, now)) : decision;
    }

    /// <summary>The person's own words in place of what Xela remembers: what was said before them is taken in by no later summary.</summary>
    public static Decision<CompanionEvent> SetMemory(CompanionState state, SetMemory command, DateTimeOffset now) =>
        command.Text == state.Memory.Text && state.Memory.UpToSeq == state.LastSeq ? Decision.Nothing : new MemoryChanged(command.Text, state.LastSeq);

    /// <summary>A summary counts only for the memory it was made from: what the person changed meanwhile stays.</summary>
    public static Decision<CompanionEvent> Summarise(CompanionState state, TakeSummary command, DateTimeOffset now) =>
        state.Memory.Version != command.BasedOn || state.DeletedUpTo >= command.UpToSeq ? Decision.Nothing : new MemoryChanged(command.Text, command.UpToSeq);

    public static Decision<CompanionEvent> Delete(CompanionState state, DeleteCompanion command, DateTimeOffset now)
    {
        var end = state.LastSeq + 1;
        return Decision<CompanionEvent>.Record(new LinesEnded(), new MemoryChanged("", end), new ConversationDeleted(end));
    }

    public static Decision<CompanionEvent> Erased(CompanionState state, EraseDeleted command, DateTimeOffset now) =>
        command.UpToSeq <= state.ErasedUpTo ? Decision.Nothing : new DeletedErased(command.UpToSeq);

    /// <summary>Names the run of an answer that came all at once.</summary>
    public static string RunOf(string answerId) => answerId[^4..];

    public static CompanionMessageView ViewOf(Line line) => new(line.Id, line.Seq, line.IsAi, line.Content, line.At);

    private static CompanionEvent[] Begin(CompanionState state, AskXela command, DateTimeOffset now, bool counted)
    {
        var seq = state.LastSeq + 1;
        // The answer's id is known before there is one, and holds the seq of what it answers: from there it is found again.
        var answerId = Ids.NewAt("msg", now, seq, $"{command.OperationId}/answer");
        return
        [
            new LineAdded(Ids.NewAt("msg", now, seq, command.OperationId), IsAi: false, command.Text),
            new TurnBegun(answerId, seq, UtcDay.Of(now), counted),
        ];
    }

    /// <summary>Once a day: it is there to be found again, not to be counted.</summary>
    private static OutboxMessage CareActivity(CompanionState state, DateTimeOffset now) => CompanionMessages.AddFeedItem.To(state.UserId, new AddFeedItem(
        string.Create(CultureInfo.InvariantCulture, $"care/{UtcDay.Of(now):yyyy-MM-dd}"),
        new FeedItemText(
            FeedItemKinds.Insight, FeedItemKinds.High, "You are not alone with this",
            "What you told Xela matters. People who can help are there right now, and Xela keeps their numbers for you.", "See who is there", "/xelatalks")));
}

/// <summary>Ends a turn.</summary>
/// <param name="OperationId">One for each turn.</param>
/// <param name="AnswerId">Which.</param>
/// <param name="Run">The run that produced the text.</param>
/// <param name="Text">The whole answer, exactly as it was shown.</param>
/// <param name="Source">Of <see cref="ReplySources"/>.</param>
/// <param name="GiveBack">The message does not count after all.</param>
internal sealed record EndTurn(string OperationId, string AnswerId, string Run, string Text, string Source, bool GiveBack) : ICommand;

/// <summary>Takes up a summary that was made from a memory of this version.</summary>
internal sealed record TakeSummary(string OperationId, long BasedOn, string Text, long UpToSeq) : ICommand;

/// <summary>Notes that deleted lines are gone from the store.</summary>
internal sealed record EraseDeleted(string OperationId, long UpToSeq) : ICommand;
