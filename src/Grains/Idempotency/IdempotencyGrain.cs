namespace XelaConnect.Grains.Idempotency;

/// <summary>Repetitions wait in memory; after a crash the request runs again with the same operation ids.</summary>
[GrainType("idempotency"), Reentrant, CollectionAgeLimit(Minutes = 2), Immovable]
internal sealed class IdempotencyGrain(
    Journal<IdempotencyState, IdempotencyEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<IdempotencyState, IdempotencyEvent>(journal), IIdempotencyGrain
{
    /// <summary>Then the host of a claim counts as dead. No request takes as long: its calls time out.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);
    /// <summary>Shorter than the timeout of a call (ADR 0020): a waiting caller gets a refusal.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);

    private Claim? claim;

    protected override bool IsInUse => claim is not null;

    public async Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash)
    {
        var deadline = time.GetUtcNow() + MaxWait;
        while (true)
        {
            var now = time.GetUtcNow();
            if (Committed.ResponseAt(now) is (var hash, var response, _))
                return hash == requestHash ? new IdempotencyClaim(null, response) : IdempotencyFaults.Reused;
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
            $"answer/{ticket}", (state, now) => state.ResponseAt(now) is null ? stored : Decision.Nothing,
            static (_, _) => Done.Instance);
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
