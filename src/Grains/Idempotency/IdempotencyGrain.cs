using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Idempotency;

namespace XelaConnect.Grains.Idempotency;

/// <summary>
/// One key of one caller. Only the answer is stored: while the request runs, others wait here in memory, and after a crash it simply runs again with the
/// same operation ids, which the grains apply once.
/// </summary>
[GrainType("idempotency"), Reentrant]
internal sealed class IdempotencyGrain(Journal<IdempotencyState, IdempotencyEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<IdempotencyState, IdempotencyEvent>(journal), IIdempotencyGrain
{
    /// <summary>A host that has not answered by then is taken to have died, and the request runs again elsewhere. No request takes as long: its calls time out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    /// <summary>Shorter than a call may take (ADR 0020), so that whoever waits is told to come again rather than nothing.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);

    private Running? running;

    /// <inheritdoc/>
    protected override bool IsInUse => running is not null;

    public async Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash)
    {
        var deadline = time.GetUtcNow() + MaxWait;
        while (true)
        {
            var now = time.GetUtcNow();
            if (Committed.Answer is { } answered && now - answered.At < IdempotencyState.Kept)
                return answered.RequestHash == requestHash ? new IdempotencyClaim(null, answered.Answer) : IdempotencyFaults.Reused;
            if (running is null || now - running.Since > Lease)
            {
                running?.Over.TrySetResult();
                running = new Running(Ids.NewOperation(now), requestHash, now);
                return new IdempotencyClaim(running.Ticket, null);
            }
            if (running.RequestHash != requestHash) return IdempotencyFaults.Reused;
            if (now >= deadline) return IdempotencyFaults.Busy;
            try { await running.Over.Task.WaitAsync(deadline - now, time); }
            catch (TimeoutException) { return IdempotencyFaults.Busy; }
        }
    }

    public async Task CompleteAsync(string ticket, string requestHash, StoredResponse answer)
    {
        var answered = new ResponseStored(requestHash, answer.Status, answer.Headers, answer.Body.ToArray());
        await Journal.HandleAsync<Done>($"answer/{ticket}", (state, now) => state.Answer is { } held && now - held.At < IdempotencyState.Kept ? Decision.Nothing : answered, static (_, _) => Done.Instance);
        End(ticket);
    }

    public Task AbandonAsync(string ticket)
    {
        End(ticket);
        return Task.CompletedTask;
    }

    private void End(string ticket)
    {
        if (running is null || running.Ticket != ticket) return;
        var over = running.Over;
        running = null;
        over.TrySetResult();
    }

    private sealed record Running(string Ticket, string RequestHash, DateTimeOffset Since)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
