namespace XelaConnect.Idempotency;

/// <summary>One <c>Idempotency-Key</c> of one caller: the first request runs, repetitions wait.</summary>
[Alias("http.idempotency")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>Claims the key, or waits for the first claim. Returns a ticket or the first response.</summary>
    [Alias("Begin")] Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash);
    /// <summary>Stores the response for 24 hours.</summary>
    [Alias("Complete")] Task CompleteAsync(string ticket, string requestHash, StoredResponse response);
    /// <summary>Releases the claim without a response, after a failure that a retry may overcome.</summary>
    [Alias("Abandon")] Task AbandonAsync(string ticket);
}

/// <summary>A ticket to run the request, or the first response.</summary>
[GenerateSerializer, Immutable, Alias("http.idempotency-turn.v1")]
public sealed record IdempotencyClaim([property: Id(0)] string? Ticket, [property: Id(1)] StoredResponse? Response);

/// <summary>A response for repetitions: headers as <c>Name: value</c> lines, the body encrypted.</summary>
[GenerateSerializer, Immutable, Alias("http.stored-answer.v1")]
public sealed record StoredResponse(
    [property: Id(0)] int Status, [property: Id(1)] string Headers, [property: Id(2)] ReadOnlyMemory<byte> Body);

/// <summary>Refusals of the idempotency mechanism.</summary>
public static class IdempotencyFaults
{
    /// <summary>The key was used for another request.</summary>
    public static readonly Fault Reused = new(
        FaultKind.Conflict, "idempotency_key_reused", "This Idempotency-Key was used for a different request.",
        "Idempotency-Key");
    /// <summary>The first request with this key is still running.</summary>
    public static readonly Fault Busy = new(
        FaultKind.Unavailable, "request_in_progress",
        "The first request with this Idempotency-Key is still running. Try again shortly.", null, 1);
}
