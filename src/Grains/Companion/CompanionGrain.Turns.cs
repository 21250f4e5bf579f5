using System.Collections.Immutable;
using XelaConnect.Companion;
using XelaConnect.CrisisDetection;
using XelaConnect.CrisisDetection.Hotlines;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;

namespace XelaConnect.Grains.Companion;

internal sealed partial class CompanionGrain
{
    /// <summary>How long a reader waits for a chunk. Shorter than the timeout of a call.</summary>
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(5);

    /// <summary>How long a crisis response waits for the person's country.</summary>
    private static readonly TimeSpan RegionWait = TimeSpan.FromMilliseconds(300);

    /// <summary>How long after a crisis response its offer of a safety plan can be accepted.</summary>
    private static readonly TimeSpan OfferStands = TimeSpan.FromHours(24);

    /// <summary>
    /// How many lines may be neither in the context of a turn nor in the memory, before the memory is updated.
    /// </summary>
    private const int LinesUntilSummary = 2 * Persona.ContextLines;

    /// <summary>
    /// Bounds how many crisis signals are stored, so that nobody fills the store with them. All of them are answered.
    /// </summary>
    private readonly TokenBucket stored = new(20, TimeSpan.FromMinutes(1));

    private ImmutableHashSet<string> abandonedReplies = [];
    private RunningTurn? running;
    private bool summarising;
    private readonly Signal moved = new();

    /// <summary>
    /// The last Accept-Language header: a hint at the country, for a crisis response that comes after the request.
    /// </summary>
    private string? languages;

    public async Task<Outcome<TurnView>> AskAsync(AskXela command)
    {
        languages = command.AcceptLanguage ?? languages;
        // First of all: no limit, quota or model stands between a person in danger and the crisis response.
        if (CrisisDetector.Detect(command.Text) is { } signal)
            return stored.TryTake(time.GetUtcNow())
                ? await ReplyAtOnceAsync(command, await CrisisResponseAsync(signal), ReplySources.Care, limit: null, counted: false)
                : UnstoredReply(command, CrisisResponses.For(signal, HotlineDirectory.GuessCountry(languages, null, null)));
        if (OffersPlan(out var language) && CrisisResponses.AcceptsSafetyPlan(command.Text))
        {
            var plan = CrisisResponses.SafetyPlan(language, await CountryAsync());
            return await ReplyAtOnceAsync(command, plan, ReplySources.Plan, limit: null, counted: false);
        }
        if (command.OverLimit) return CompanionFaults.OverLimit;

        var limit = await LimitAsync();
        var isSpent = Committed.UsedOn(UtcDay.Of(time.GetUtcNow())) >= limit;
        if (!answering.HasModel || (!isSpent && !await budget.AdmitsAsync(limit is null ? null : command.Address)))
        {
            var reply = OfflineCompanion.ReplyTo(command.Text, TurnNumber);
            return await ReplyAtOnceAsync(command, reply, ReplySources.Offline, limit, counted: true);
        }
        var begun = await Handle(
            command, (state, c, now) => CompanionRules.Ask(state, c, now, limit), static (_, events) => TurnOf(events));
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
            // The reply is stored shortly after its last chunk, and its turn may begin only after others.
            try { await change.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time); }
            catch (TimeoutException) { /* read once more above */ }
        }
    }

    public async Task<bool> HasReplyAsync(string answerId) =>
        Committed.Turns.Any(turn => turn.AnswerId == answerId) || await FinishedAsync(answerId) is not null;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The next activation ends the turn.
        running?.Stop.Cancel();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <summary>Stores message and reply in one commit. A repeated operation gets the first reply.</summary>
    private async Task<Outcome<TurnView>> ReplyAtOnceAsync(AskXela command, string answer, string source, int? limit, bool counted)
    {
        var turn = await Handle(
            command,
            (state, c, now) => CompanionRules.AskAndReply(state, c, now, answer, source, limit, counted),
            static (_, events) => TurnOf(events));
        return await SameAsync(command, turn);
    }

    /// <summary>A crisis response that is not stored, nor is its message.</summary>
    private TurnView UnstoredReply(AskXela command, string answer)
    {
        var (now, seq) = (time.GetUtcNow(), Committed.LastSeq + 1);
        var answerId = Ids.NewAt("msg", now, seq, $"{command.OperationId}/answer");
        return new TurnView(
            new CompanionMessageView(Ids.NewAt("msg", now, seq, command.OperationId), 0, IsAi: false, command.Text, now), answerId,
            new CompanionMessageView(answerId, 0, IsAi: true, answer, now));
    }

    /// <summary>Rejects an operation that is repeated with another text.</summary>
    private async Task<Outcome<TurnView>> SameAsync(AskXela command, Outcome<TurnView> turn)
    {
        if (!turn.IsOk) return turn;
        // Deleted since.
        if (turn.Value.Asked.Seq <= Committed.DeletedUpTo || turn.Value.Asked.Seq == 0) return CompanionFaults.UnknownReply;
        if (turn.Value.Asked.Content != command.Text) return CompanionFaults.Reused;
        return turn.Value.Reply is null && await FinishedAsync(turn.Value.ReplyId) is { } finished
            ? turn.Value with { Reply = CompanionRules.ViewOf(finished) }
            : turn;
    }

    private static TurnView TurnOf(ImmutableArray<EventEnvelope<CompanionEvent>> events)
    {
        var lines = events.Where(static e => e.Event is LineAdded).Select(LineOf).ToList();
        if (lines.Count == 0) return new TurnView(CompanionRules.ViewOf(LineOf(events[0]) with { Seq = 0 }), "", null);
        var answerId = events.Select(static e => e.Event).OfType<TurnBegun>().Single().AnswerId;
        return new TurnView(CompanionRules.ViewOf(lines[0]), answerId, lines.Count > 1 ? CompanionRules.ViewOf(lines[1]) : null);
    }

    /// <summary>
    /// Starts the next turn unless one is running. One at a time, because a reply continues those before it.
    /// </summary>
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
                run.Reply.Add(OfflineCompanion.ReplyTo(asked, TurnNumber));
                answered = new GeneratedReply(ReplySources.Offline, GiveBack: true);
            }
            else
            {
                DeviceNotifier.Notify(grains, Key, [new PersonalEvent(XelaAnswering: turn.AnswerId)], log);
                var (request, number) = (Persona.Turn(Committed, turn.AskedSeq), TurnNumber);
                // Outside of the grain's turns, so that the grain does not wait for the model.
                answered = await Task.Run(() => answering.GenerateAsync(request, run.Reply, asked, number, run.Stop.Token));
                if (answered.Source == ReplySources.Care)
                {
                    var signal = new CrisisSignal(CrisisSignalKind.Indirect, MessageLanguage.Guess(asked));
                    ReplyGenerator.Close(run.Reply, await CrisisResponseAsync(signal));
                }
            }
            var end = new EndTurn(
                $"end/{turn.AnswerId}", turn.AnswerId, run.Reply.Attempt, run.Reply.Text, answered.Source, answered.GiveBack);
            await Handle(end, CompanionRules.End);
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
        // After a failed commit this activation deactivates, and the next one continues.
        if (Committed.Turns.Any(t => t.AnswerId == turn.AnswerId)) return;
        Continue();
        if (running is null) _ = SummariseAsync();
    }

    private async Task<string> AskedAsync(Turn turn) => (await RangeAsync(turn.AskedSeq - 1, 1)) is [var line] ? line.Content : "";

    /// <summary>The approximate number of turns; it varies the offline replies.</summary>
    private int TurnNumber => (int)(Committed.LastSeq / 2);

    /// <summary>The stored line of a reply, where it exists and is visible.</summary>
    private async Task<Line?> FinishedAsync(string answerId)
    {
        foreach (var line in Committed.Recent.Reverse())
            if (line.Id == answerId) return line.IsAi && line.IsShownBy(Committed) ? line : null;
        // A reply follows its message; at most the turns that were waiting lie between them.
        if (Ids.SeqOf("msg", answerId) is not { } asked || asked <= Committed.DeletedUpTo) return null;
        if (Committed.Recent.IsEmpty || asked >= Committed.Recent[0].Seq) return null;
        foreach (var line in await RangeAsync(asked, CompanionState.RecentCount))
            if (line.Id == answerId) return line.IsAi && line.IsShownBy(Committed) ? line : null;
        return null;
    }

    private static ReplyChunk ChunkOf(Line answer, string? run, int offset)
    {
        var from = run == answer.Run && offset <= answer.Content.Length ? offset : 0;
        return new ReplyChunk(answer.Run, from, answer.Content[from..], CompanionRules.ViewOf(answer));
    }

    /// <summary>Whether the last reply is a crisis response whose offer is still open, and its language.</summary>
    private bool OffersPlan(out string language)
    {
        language = "en";
        if (Committed.Shown.LastOrDefault() is not { Source: ReplySources.Care } last) return false;
        if (time.GetUtcNow() - last.At > OfferStands) return false;
        language = MessageLanguage.Guess(last.Content);
        return true;
    }

    private async Task<string> CrisisResponseAsync(CrisisSignal signal) => CrisisResponses.For(signal, await CountryAsync());

    /// <summary>The person's country, as far as it can be guessed quickly.</summary>
    private async Task<string?> CountryAsync()
    {
        try
        {
            var user = await grains.User(Key).GetAsync().AsTask().WaitAsync(RegionWait, time);
            return HotlineDirectory.GuessCountry(languages, user?.TimeZone, user?.City);
        }
        catch (Exception)
        {
            // Not logged, because the log would reveal that the person got a crisis response. It then names
            // international
            // hotlines.
            return HotlineDirectory.GuessCountry(languages, null, null);
        }
    }

    /// <summary>Updates the memory once enough lines have left the context of a turn.</summary>
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

    /// <summary>A reply in progress, and how to stop it.</summary>
    private sealed record RunningTurn(ReplyBuffer Reply, CancellationTokenSource Stop);
}
