using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>Runs one turn after another, in its grain; only the model is called outside of the grain.</summary>
internal sealed class TurnRunner(
    Journal<CompanionState, CompanionEvent> journal, ConversationReader conversation, CrisisResponder crisis,
    MemoryKeeper memory, ReplyGenerator generator, IGrainFactory grains, TimeProvider time, ILogger log)
{
    /// <summary>How long a reader waits for a chunk. Shorter than the timeout of a call.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    private readonly Signal turnEnded = new();
    private ImmutableHashSet<string> abandonedReplies = [];
    private RunningTurn? running;

    private CompanionState State => journal.Committed;

    /// <summary>Continues after the turns that an earlier activation did not end.</summary>
    public void Resume()
    {
        // Their text is lost, and the model is not called a second time.
        abandonedReplies = [.. State.Turns.Select(static turn => turn.ReplyId)];
        RunNext();
    }

    public void RunNext()
    {
        if (running is not null || State.Turns.IsEmpty) return;
        var turn = State.Turns[0];
        var attempt = Ids.NewOperation(time.GetUtcNow())[^8..];
        running = new RunningTurn(new ReplyBuffer(turn.ReplyId, attempt), new CancellationTokenSource());
        _ = RunAsync(turn, running);
    }

    /// <summary>Stops the model. The next activation ends the turn.</summary>
    public void Stop() => running?.Cancellation.Cancel();

    /// <summary>Stops the model where the running turn is deleted. A later turn goes on.</summary>
    public Task StopDeletedAsync() => running is { } current && !State.IsInProgress(current.Reply.ReplyId)
        ? current.Cancellation.CancelAsync() : Task.CompletedTask;

    public async Task<Outcome<ReplyChunk>> ReadAsync(string replyId, string? attempt, int offset, bool whole)
    {
        var deadline = time.GetUtcNow() + ReadTimeout;
        while (true)
        {
            var ended = turnEnded.Next;
            var left = TimeSpan.FromTicks(Math.Max(0, (deadline - time.GetUtcNow()).Ticks));
            if (!State.IsInProgress(replyId))
            {
                return await conversation.FindReplyAsync(replyId) is not { } finished ? CompanionFaults.UnknownReply
                    : ChunkOf(finished, attempt, offset);
            }
            if (running?.Reply is { } reply && reply.ReplyId == replyId)
            {
                var from = attempt == reply.Attempt ? offset : 0;
                var (chunk, isOver) = await reply.ReadAsync(from, whole, left, time);
                if (!isOver || left == TimeSpan.Zero) return new ReplyChunk(reply.Attempt, from, chunk, null);
            }
            else if (left == TimeSpan.Zero) return new ReplyChunk(attempt ?? "", offset, "", null);
            // The reply is stored shortly after its last chunk, and its turn may begin only after others.
            try { await ended.WaitAsync(left, time); }
            catch (TimeoutException) { /* read once more above */ }
        }
    }

    private async Task RunAsync(Turn turn, RunningTurn current)
    {
        try
        {
            var (source, refund) = await GenerateAsync(turn, current);
            var (id, reply) = (turn.ReplyId, current.Reply);
            var end = new EndTurn($"end/{id}", id, reply.Attempt, reply.Text, source, refund);
            await journal.HandleAsync(
                end.OperationId, (state, now) => CompanionRules.End(state, end, now), static (_, _) => Done.Instance);
        }
        catch (Exception e) { CompanionLog.NotStored(log, e); }
        finally
        {
            running = null;
            abandonedReplies = abandonedReplies.Remove(turn.ReplyId);
            current.Reply.End();
            current.Cancellation.Dispose();
            turnEnded.Raise();
        }
        // After a failed commit this activation deactivates, and the next one continues.
        if (State.IsInProgress(turn.ReplyId)) return;
        RunNext();
        if (running is null) _ = memory.UpdateAsync();
    }

    private async Task<GeneratedReply> GenerateAsync(Turn turn, RunningTurn current)
    {
        var asked = await conversation.TextAsync(turn.AskedSeq);
        var isMinor = await crisis.IsMinorAsync(State.UserId);
        var opening = isMinor ? MinorDuties.OpeningFor(State, asked, time.GetUtcNow()) : "";
        if (abandonedReplies.Contains(turn.ReplyId))
        {
            current.Reply.Add(opening + OfflineCompanion.ReplyTo(asked, State.TurnNumber));
            return new GeneratedReply(ReplySources.Offline, Refund: true);
        }
        DeviceNotifier.Notify(grains, State.UserId, [new PersonalEvent(XelaAnswering: turn.ReplyId)], log);
        var (request, number) = (Persona.Turn(State, turn.AskedSeq, isMinor), State.TurnNumber);
        // Outside of the grain's turns, so that the grain does not wait for the model.
        var generated = await Task.Run(
            () => generator.GenerateAsync(request, current.Reply, asked, number, current.Cancellation.Token, opening));
        if (generated.Source == ReplySources.Crisis)
        {
            var signal = new CrisisSignal(CrisisSignalKind.Indirect, MessageLanguage.Guess(asked));
            ReplyGenerator.Close(current.Reply, await crisis.RespondAsync(State.UserId, signal));
        }
        return generated;
    }

    private static ReplyChunk ChunkOf(Line reply, string? attempt, int offset)
    {
        var from = attempt == reply.Attempt && offset <= reply.Content.Length ? offset : 0;
        return new ReplyChunk(reply.Attempt, from, reply.Content[from..], reply.ToView());
    }

    private sealed record RunningTurn(ReplyBuffer Reply, CancellationTokenSource Cancellation);
}
