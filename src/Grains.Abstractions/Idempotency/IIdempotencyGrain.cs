namespace XelaConnect.Idempotency;

/// <summary>
/// One <c>Idempotency-Key</c> of one caller (<c>docs/api/http.md</c>, "retries"): the first request runs, repetitions
/// wait for its response.
/// </summary>
[Alias("http.idempotency")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Claims the key, or waits for the request that claimed it first. Returns a ticket for <see
    /// cref="CompleteAsync"/>, or the first response, or the fault <see cref="IdempotencyFaults.Reused"/> when the key
    /// belongs to another request.
    /// </summary>
    [Alias("Begin")]
    Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash);

    /// <summary>Stores the response for 24 hours.</summary>
    [Alias("Complete")]
    Task CompleteAsync(string ticket, string requestHash, StoredResponse response);

    /// <summary>Releases the claim without a response, after a failure that a retry may overcome.</summary>
    [Alias("Abandon")]
    Task AbandonAsync(string ticket);
}

/// <summary>A ticket to run the request, or the first response.</summary>
[GenerateSerializer, Immutable, Alias("http.idempotency-turn.v1")]
public sealed record IdempotencyClaim([property: Id(0)] string? Ticket, [property: Id(1)] StoredResponse? Response);

/// <summary>A response for repetitions, byte for byte. The API host encrypts the body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers, one <c>Name: value</c> a line.</param>
/// <param name="Body">The encrypted body.</param>
[GenerateSerializer, Immutable, Alias("http.stored-answer.v1")]
public sealed record StoredResponse(
    [property: Id(0)] int Status, [property: Id(1)] string Headers, [property: Id(2)] ReadOnlyMemory<byte> Body);

/// <summary>Refusals of the idempotency mechanism.</summary>
public static class IdempotencyFaults
{
    /// <summary>The key was used for another request.</summary>
    public static readonly Fault Reused =
        new(FaultKind.Conflict, "idempotency_key_reused", "This Idempotency-Key was used for a different request.", "Idempotency-Key");
    /// <summary>The first request with this key is still running.</summary>
    public static readonly Fault Busy = new(FaultKind.Unavailable, "request_in_progress", "The first request with this Idempotency-Key is still running. Try again shortly.", null, 1);
}
