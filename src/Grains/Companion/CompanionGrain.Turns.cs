using System.Collections.Immutable;
using XelaConnect.Companion;
using XelaConnect.CrisisDetection;
using XelaConnect.CrisisDetection.Hotlines;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Companion;

internal sealed partial class CompanionGrain
{
    /// <summary>How long a reader waits for a piece. Shorter than a call may take.</summary>
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a person in danger waits for us to look up where they are.</summary>
    private static readonly TimeSpan RegionWait = TimeSpan.FromMilliseconds(300);

    /// <summary>How long after care was given a "yes" is an answer to its offer.</summary>
    private static readonly TimeSpan OfferStands = TimeSpan.FromHours(24);

    /// <summary>Lines that are neither in a turn's context nor in the memory, before a new memory is made.</summary>
    private const int LinesUntilSummary = 2 * Persona.ContextLines;

    /// <summary>Words that suggest danger to life are stored within this, so that nobody fills the store with them. They are answered always.</summary>
    private readonly TokenBucket stored = new(20, TimeSpan.FromMinutes(1));

    private ImmutableHashSet<string> abandonedReplies = [];
    private RunningTurn? running;
    private bool summarising;
    private readonly Signal moved = new();

    /// <summary>The languages their device asks for, as it last said: a hint where they are, for an answer that comes later than the question.</summary>
    private string? languages;

    public async Task<Outcome<TurnView>> AskAsync(AskXela command)
    {
        languages = command.AcceptLanguage ?? languages;
        // Before anything else, and whatever else is the matter: limits, quotas and models do not stand between a person in danger and an answer.
        if (CrisisDetector.Detect(command.Text) is { } signal)
            return !stored.TryTake(time.GetUtcNow()) ? UnstoredReply(command, CrisisResponses.For(signal, HotlineDirectory.GuessCountry(languages, null, null)))
                : await ReplyAtOnceAsync(command, await CrisisResponseAsync(signal), ReplySources.Care, limit: null, counted: false);
        if (OffersPlan(out var language) && CrisisResponses.AcceptsSafetyPlan(command.Text))
            return await ReplyAtOnceAsync(command, CrisisResponses.SafetyPlan(language, await CountryAsync()), ReplySources.Plan, limit: null, counted: false);
        if (command.OverLimit) return CompanionFaults.OverLimit;

        var limit = await LimitAsync();
        var isSpent = Committed.UsedOn(UtcDay.Of(time.GetUtcNow())) >= limit;
        if (!answering.HasModel || (!isSpent && !await budget.AdmitsAsync(limit is null ? null : command.Address))) return await ReplyAtOnceAsync(command, OfflineCompanion.Answer(command.Text, TurnNumber), ReplySources.Offline, limit, counted: true);
        var begun = await Handle(command, (state, c, now) => CompanionRules.Ask(state, c, now, limit), static (_, events) => TurnOf(events));
        Continue();
        return await SameAsync(command, begun);
    }

    public async Task<Outcome<ReplyChunk>> ReadAsync(string answerId, string? run, int offset, bool whole)
    {
        var deadline = time.GetUtcNow() + ReadWait;
        while (true)
        {
            var (change, left) = (moved.Next, deadline - time.GetUtcNow());
            if (!Committed.Turns.Any(turn => turn.AnswerId == answerId))
                return await FinishedAsync(answerId) is { } finished ? ChunkOf(finished, run, offset) : CompanionFaults.UnknownReply;
            if (running is { } current && current.Reply.ReplyId == answerId)
            {
                var from = run == current.Reply.Attempt ? offset : 0;
                var (piece, isOver) = await current.Reply.ReadAsync(from, whole, left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
                if (!isOver) return new ReplyChunk(current.Reply.Attempt, from, piece, null);
                if (left <= TimeSpan.Zero) return new ReplyChunk(current.Reply.Attempt, from, "", null);
            }
            else if (left <= TimeSpan.Zero) return new ReplyChunk(run ?? "", offset, "", null);
            // Stored is a moment after the last piece, and its turn comes a while after it was asked.
            try { await change.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time); }
            catch (TimeoutException) { /* looked at once more above */ }
        }
    }

    public async Task<bool> HasReplyAsync(string answerId) => Committed.Turns.Any(turn => turn.AnswerId == answerId) || await FinishedAsync(answerId) is not null;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What is under way is not finished here any more; the next activation says so.
        running?.Stop.Cancel();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <summary>Says and answers in one step. A repeated operation gets what was answered the first time.</summary>
    private async Task<Outcome<TurnView>> ReplyAtOnceAsync(AskXela command, string answer, string source, int? limit, bool counted)
    {
        var turn = await Handle(command, (state, c, now) => CompanionRules.AskAndReply(state, c, now, answer, source, limit, counted), static (_, events) => TurnOf(events));
        return await SameAsync(command, turn);
    }

    /// <summary>An answer to words that are not stored any more.</summary>
    private TurnView UnstoredReply(AskXela command, string answer)
    {
        var (now, seq) = (time.GetUtcNow(), Committed.LastSeq + 1);
        var answerId = Ids.NewAt("msg", now, seq, $"{command.OperationId}/answer");
        return new TurnView(
            new CompanionMessageView(Ids.NewAt("msg", now, seq, command.OperationId), 0, IsAi: false, command.Text, now), answerId,
            new CompanionMessageView(answerId, 0, IsAi: true, answer, now));
    }

    /// <summary>One operation is one text: with another one it is a key that was used twice.</summary>
    private async Task<Outcome<TurnView>> SameAsync(AskXela command, Outcome<TurnView> turn)
    {
        if (!turn.IsOk) return turn;
        // Said once, and deleted since.
        if (turn.Value.Asked.Seq <= Committed.DeletedUpTo || turn.Value.Asked.Seq == 0) return CompanionFaults.UnknownReply;
        if (turn.Value.Asked.Content != command.Text) return CompanionFaults.Reused;
        return turn.Value.Reply is null && await FinishedAsync(turn.Value.ReplyId) is { } finished ? turn.Value with { Reply = CompanionRules.ViewOf(finished) } : turn;
    }

    private static TurnView TurnOf(ImmutableArray<EventEnvelope<CompanionEvent>> events)
    {
        var lines = events.Where(static e => e.Event is LineAdded).Select(LineOf).ToList();
        if (lines.Count == 0) return new TurnView(CompanionRules.ViewOf(LineOf(events[0]) with { Seq = 0 }), "", null);
        var answerId = events.Select(static e => e.Event).OfType<TurnBegun>().Single().AnswerId;
        return new TurnView(CompanionRules.ViewOf(lines[0]), answerId, lines.Count > 1 ? CompanionRules.ViewOf(lines[1]) : null);
    }

    /// <summary>Starts the next turn, when none runs. One at a time: an answer takes up what was said before it.</summary>
    private void Continue()
    {
        if (running is not null || Committed.Turns.IsEmpty) return;
        var turn = Committed.Turns[0];
        running = new RunningTurn(new ReplyBuffer(turn.AnswerId, Ids.NewOperation(time.GetUtcNow())[^8..]), new CancellationTokenSource());
        _ = RunTurnAsync(turn, running);
    }

    private async Task RunTurnAsync(Turn turn, RunningTurn run)
    {
        try
        {
            var asked = await AskedAsync(turn);
            GeneratedReply answered;
            if (abandonedReplies.Contains(turn.AnswerId))
            {
                run.Reply.Add(OfflineCompanion.Answer(asked, TurnNumber));
                answered = new GeneratedReply(ReplySources.Offline, GiveBack: true);
            }
            else
            {
                DeviceNotifier.Notify(grains, Key, [new PersonalEvent(XelaAnswering: turn.AnswerId)], log);
                var (request, number) = (Persona.Turn(Committed, turn.AskedSeq), TurnNumber);
                // Off the grain's turns: what the outside world does there, nothing here waits for.
                answered = await Task.Run(() => answering.GenerateAsync(request, run.Reply, asked, number, run.Stop.Token));
                if (answered.Source == ReplySources.Care) ReplyGenerator.Close(run.Reply, await CrisisResponseAsync(new CrisisSignal(CrisisSignalKind.Indirect, MessageLanguage.Guess(asked))));
            }
            await Handle(new EndTurn($"end/{turn.AnswerId}", turn.AnswerId, run.Reply.Attempt, run.Reply.Text, answered.Source, answered.GiveBack), CompanionRules.End);
        }
        catch (Exception e)
        {
            CompanionLog.NotStored(log, e);
        }
        finally
        {
            running = null;
            abandonedReplies = abandonedReplies.Remove(turn.AnswerId);
            run.Reply.End();
            run.Stop.Dispose();
            moved.Raise();
        }
        // After a failed commit this activation is ending, and the next one goes on.
        if (Committed.Turns.Any(t => t.AnswerId == turn.AnswerId)) return;
        Continue();
        if (running is null) _ = SummariseAsync();
    }

    private async Task<string> AskedAsync(Turn turn) => (await RangeAsync(turn.AskedSeq - 1, 1)) is [var line] ? line.Content : "";

    /// <summary>How many turns there were, near enough: it varies what is said offline.</summary>
    private int TurnNumber => (int)(Committed.LastSeq / 2);

    /// <summary>The stored line of an answer, if it is there and may be shown.</summary>
    private async Task<Line?> FinishedAsync(string answerId)
    {
        foreach (var line in Committed.Recent.Reverse())
            if (line.Id == answerId) return line.IsAi && line.IsShownBy(Committed) ? line : null;
        // It comes after what it answers, with at most the turns in between that were waiting too.
        if (Ids.SeqOf("msg", answerId) is not { } asked || asked <= Committed.DeletedUpTo || Committed.Recent.IsEmpty || asked >= Committed.Recent[0].Seq) return null;
        foreach (var line in await RangeAsync(asked, CompanionState.RecentCount))
            if (line.Id == answerId) return line.IsAi && line.IsShownBy(Committed) ? line : null;
        return null;
    }

    private static ReplyChunk ChunkOf(Line answer, string? run, int offset)
    {
        var from = run == answer.Run && offset <= answer.Content.Length ? offset : 0;
        return new ReplyChunk(answer.Run, from, answer.Content[from..], CompanionRules.ViewOf(answer));
    }

    /// <summary>Whether the last thing Xela said was care, whose offer still stands; and in which language.</summary>
    private bool OffersPlan(out string language)
    {
        language = "en";
        if (Committed.Shown.LastOrDefault() is not { Source: ReplySources.Care } last || time.GetUtcNow() - last.At > OfferStands) return false;
        language = MessageLanguage.Guess(last.Content);
        return true;
    }

    private async Task<string> CrisisResponseAsync(CrisisSignal signal) => CrisisResponses.For(signal, await CountryAsync());

    /// <summary>Where the person is, as far as it can be told quickly.</summary>
    private async Task<string?> CountryAsync()
    {
        try
        {
            var user = await grains.GetGrain<IUserGrain>(Key).GetAsync().AsTask().WaitAsync(RegionWait, time);
            return HotlineDirectory.GuessCountry(languages, user?.TimeZone, user?.City);
        }
        catch (Exception)
        {
            // Not logged: a line here would say of somebody that care was given. The answer then names lines for everywhere.
            return HotlineDirectory.GuessCountry(languages, null, null);
        }
    }

    /// <summary>Brings the memory up to date once enough was said that no turn's context holds any more.</summary>
    private async Task SummariseAsync()
    {
        var memory = Committed.Memory;
        var from = Math.Max(memory.UpToSeq, Committed.DeletedUpTo);
        if (summarising || !answering.HasModel || Committed.LastSeq - from < LinesUntilSummary) return;
        summarising = true;
        try
        {
            if (!await budget.AdmitsAsync(address: null)) return;
            var upTo = Committed.LastSeq - Persona.ContextLines;
            var lines = Committed.Shown.Where(line => line.Seq > from && line.Seq <= upTo).ToImmutableArray();
            var text = await Task.Run(() => answering.SummariseAsync(Persona.Summary(memory.Text, lines)));
            await Handle(new TakeSummary($"summary/{memory.Version}/{upTo}", memory.Version, text, upTo), CompanionRules.Summarise);
            await ForgetMemoriesAsync();
        }
        catch (Exception e)
        {
            CompanionLog.NotSummarised(log, e is ModelFailedException ? e.Message : e.GetType().Name);
        }
        finally
        {
            summarising = false;
        }
    }

    /// <summary>An answer under way, and how to stop it.</summary>
    private sealed record RunningTurn(ReplyBuffer Reply, CancellationTokenSource Stop);
}
