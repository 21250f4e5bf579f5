namespace XelaConnect.Idempotency;

/// <summary>One <c>Idempotency-Key</c> of one caller (contract §0, "retries"): the first request runs, others wait for its answer.</summary>
[Alias("http.idempotency")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins, or waits for whoever began first. The answer says: go ahead (and <see cref="CompleteAsync"/> with the ticket),
    /// or here is the first answer, or the key was used for another request (<see cref="IdempotencyFaults.Reused"/>).
    /// </summary>
    [Alias("Begin")]
    Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash);

    /// <summary>Keeps the answer for 24 hours. Returns when it is stored.</summary>
    [Alias("Complete")]
    Task CompleteAsync(string ticket, string requestHash, StoredResponse answer);

    /// <summary>Gives the turn back without an answer (a failure that a retry may mend).</summary>
    [Alias("Abandon")]
    Task AbandonAsync(string ticket);
}

/// <summary>Either a ticket to run the request, or the first answer.</summary>
[GenerateSerializer, Immutable, Alias("http.idempotency-turn.v1")]
public sealed record IdempotencyClaim([property: Id(0)] string? Ticket, [property: Id(1)] StoredResponse? Response);

/// <summary>An answer to be given again, byte for byte. The body is sealed by the host, which alone can open it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers to repeat, one <c>Name: value</c> a line.</param>
/// <param name="Body">The sealed body.</param>
[GenerateSerializer, Immutable, Alias("http.stored-answer.v1")]
public sealed record StoredResponse([property: Id(0)] int Status, [property: Id(1)] string Headers, [property: Id(2)] ReadOnlyMemory<byte> Body);

/// <summary>Refusals of the idempotency mechanism.</summary>
public static class IdempotencyFaults
{
    /// <summary>The key was used for another request.</summary>
    public static readonly Fault Reused = new(FaultKind.Conflict, "idempotency_key_reused", "This Idempotency-Key was used for a different request.", "Idempotency-Key");
    /// <summary>The first request with this key is still running.</summary>
    public static readonly Fault Busy = new(FaultKind.Unavailable, "request_in_progress", "The first request with this Idempotency-Key is still running. Try again shortly.", null, 1);
}
