namespace XelaConnect.Grains.Idempotency;

/// <summary>
/// One key of one caller. Only the response is stored. While the first request runs, repetitions wait in memory; after
/// a crash the request runs again with the same operation ids, which the grains apply once.
/// </summary>
[GrainType("idempotency"), Reentrant]
internal sealed class IdempotencyGrain(
    Journal<IdempotencyState, IdempotencyEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<IdempotencyState, IdempotencyEvent>(journal), IIdempotencyGrain
{
    /// <summary>
    /// After this time the host of a claim counts as dead and the request runs again. No request takes as long: its
    /// calls time out.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    /// <summary>
    /// Shorter than the timeout of a call (ADR 0020), so that a waiting caller gets a refusal instead of a timeout.
    /// </summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);

    private Claim? claim;

    /// <inheritdoc/>
    protected override bool IsInUse => claim is not null;

    public async Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash)
    {
        var deadline = time.GetUtcNow() + MaxWait;
        while (true)
        {
            var now = time.GetUtcNow();
            if (Committed.ResponseAt(now) is { } first)
                return first.RequestHash == requestHash ? new IdempotencyClaim(null, first.Response) : IdempotencyFaults.Reused;
            if (claim is null || now - claim.Since > Lease)
            {
                claim?.Released.TrySetResult();
                claim = new Claim(Ids.NewOperation(now), requestHash, now);
                return new IdempotencyClaim(claim.Ticket, null);
            }
            if (claim.RequestHash != requestHash) return IdempotencyFaults.Reused;
            if (now >= deadline) return IdempotencyFaults.Busy;
            try { await claim.Released.Task.WaitAsync(deadline - now, time); }
            catch (TimeoutException) { return IdempotencyFaults.Busy; }
        }
    }

    public async Task CompleteAsync(string ticket, string requestHash, StoredResponse response)
    {
        var stored = new ResponseStored(requestHash, response.Status, response.Headers, response.Body.ToArray());
        await Journal.HandleAsync<Done>(
            $"answer/{ticket}", (state, now) => state.ResponseAt(now) is null
                ? stored
                : Decision.Nothing, static (_, _) => Done.Instance);
        Release(ticket);
    }

    public Task AbandonAsync(string ticket)
    {
        Release(ticket);
        return Task.CompletedTask;
    }

    private void Release(string ticket)
    {
        if (claim is not { } held || held.Ticket != ticket) return;
        claim = null;
        held.Released.TrySetResult();
    }

    private sealed record Claim(string Ticket, string RequestHash, DateTimeOffset Since)
    {
        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
